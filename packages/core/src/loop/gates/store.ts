import { type BaseDb, newId, Prisma } from '../../kernel/db/index.ts';
import type { Verdict } from './gate.ts';

/**
 * The insertion of what the gates said of a proposal, open and shut, where `source` has its row, as part of a
 * statement.
 */
export function verdictsFrom(verdicts: readonly Verdict[], judgedAt: Date, source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO ops_gate_verdicts (id, proposal_id, gate, "check", open, "limit", observed, message, policy_version,
      judged_at)
    SELECT v.id, p.id, v.gate, v.check_name, v.open, v.limit_text, v.observed, v.message, v.version,
           ${judgedAt}::timestamptz
    FROM ${source} p, unnest(${verdicts.map(() => newId())}::uuid[], ${verdicts.map((v) => v.gate)}::text[],
                ${verdicts.map((v) => v.check)}::text[],
                ${verdicts.map((v) => v.open)}::bool[], ${verdicts.map((v) => v.limit)}::text[],
                ${verdicts.map((v) => v.observed)}::text[],
                ${verdicts.map((v) => v.message)}::text[], ${verdicts.map((v) => v.policyVersion)}::int[])
      AS v(id, gate, check_name, open, limit_text, observed, message, version)`;
}

/** The verdicts of a proposal, in the order they were given. */
export async function listVerdicts(db: BaseDb, proposalId: string) {
  return db.gateVerdict.findMany({ where: { proposalId }, orderBy: { id: 'asc' } });
}
