import type { AgentId } from '@atc/core/company/roster';
import { HELD } from '@atc/core/desk/states';
import { type Db, newId, Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import type { DistilBriefing } from '../../minds/index.ts';
import { type DistilTurn, MAX_ATTEMPTS } from '../turns/index.ts';

/** Who goes over what was said. */
const DISTILLER: AgentId = 'growth';

/** Makes the distilling of a conversation that has just ended ready, in the transaction of its last turn. */
export async function insertDistilTurn(db: Db, roundtableId: string, lastTurnNo: number): Promise<Nudge> {
  const rowId = newId();
  await db.$executeRaw`
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    VALUES (${rowId}::uuid, ${roundtableId}::uuid, ${lastTurnNo + 1}, ${DISTILLER}::"AgentId", 'distill',
      clock_timestamp(), clock_timestamp())`;
  return { rowId, nudge: 0 };
}

export interface Distilled {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly mind: string;
  /** Company time. */
  readonly at: Date;
}

/** Whether this worker still holds the distilling; keeps it so until the transaction ends. */
export async function holdDistilTurn(db: Db, { id, attempt }: Pick<DistilTurn, 'id' | 'attempt'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_roundtable_turns WHERE id = ${id}::uuid AND attempt = ${attempt} AND state = 'running'
           FOR UPDATE`;
  return rows.length === 1;
}

/** Stores what a distilling came to. Call after `holdDistilTurn`. */
export async function endDistilTurn(db: Db, id: string, { text, content, mind, at }: Distilled): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'done', text = ${text}, content = ${JSON.stringify(content)}::jsonb,
           mind = ${mind}, said_at = ${at},
           lease_until = NULL, updated_at = now() WHERE id = ${id}::uuid`;
}

/** Gives up what failed again and again: a conversation that cannot be distilled has ended all the same. */
export async function giveUpDistilTurns(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL, updated_at = now()
    WHERE kind = 'distill' AND state = 'running' AND ready_at IS NOT NULL AND lease_until < clock_timestamp()
      AND attempt >= ${MAX_ATTEMPTS}`;
}

/** What was said in a conversation, with whose claim each conceded or disputed. */
export function saidIn(roundtableId: string): Reading<readonly DistilBriefing['said'][number][]> {
  return rowsOf(Prisma.sql`
    SELECT agent_id::text AS "agentId", text, content ->> 'trust' AS trust, content #>> '{answer,agentId}' AS "to",
           CASE content #>> '{answer,kind}' WHEN 'concedes' THEN 'agrees' WHEN 'disputes' THEN 'doubts' END AS stance
    FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND kind IN ('speak', 'vote') AND text IS NOT NULL
      ORDER BY turn_no`);
}

/** Trades closed since then, the latest first. */
export function tradesSince(since: Date, limit: number): Reading<readonly DistilBriefing['trades'][number][]> {
  return rowsOf(Prisma.sql`
    SELECT o.trade_id AS id, i.symbol, o.pnl_pct AS "pnlPct", o.hold_time / 3600.0::float8 AS "holdHours",
           o.exit_reason::text AS "exitReason"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id WHERE o.closed_at > ${since}
      ORDER BY o.closed_at DESC, o.id DESC LIMIT ${limit}`);
}

/** How the trades closed since then came out. */
export function recordSince(since: Date): Reading<DistilBriefing['record']> {
  return reading(
    Prisma.sql`
    SELECT count(*)::int AS trades, count(*) FILTER (WHERE outcome_type = 'win')::int AS wins,
           coalesce(avg(pnl_pct::numeric), 0)::float8 AS "averagePct"
    FROM ops_trade_outcomes WHERE closed_at > ${since}`,
    ([row]: readonly DistilBriefing['record'][]) => row ?? { trades: 0, wins: 0, averagePct: 0 },
  );
}

/** What is held, with what it comes to after fees, the worst first. */
export const heldResults = rowsOf<DistilBriefing['held'][number]>(Prisma.sql`
  SELECT i.symbol, ((p.realized_pnl + p.unrealized_pnl - p.fees_usd) / nullif(p.entry_cost_usd, 0))::float8 AS "pnlPct"
         FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
  WHERE p.status IN ${HELD} AND p.cost_basis_usd > 0 ORDER BY 2, i.symbol`);

/** Of which tokens somebody posted a signal since then: text from outside could have been spoken of. */
export function postedOfSince(since: Date): Reading<ReadonlySet<string>> {
  return reading(
    Prisma.sql`
    SELECT DISTINCT i.symbol FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
           WHERE s.trust = 'untrusted' AND s.observed_at > ${since}`,
    (rows: readonly { symbol: string }[]) => new Set(rows.map(({ symbol }) => symbol)),
  );
}
