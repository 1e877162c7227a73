import { seedRelationships } from '@atc/agents/relationships';
import { defaultPolicies, type Policies } from '@atc/core/company/policies';
import type { Market } from '@atc/core/desk/market';
import type { Db } from '@atc/core/kernel/db';
import type { PlayedTrade } from '@atc/lab/parity';
import { hashOfState, listState, type StateHash } from '@atc/lab/state';
import { readCompanyTrades } from '@atc/lab/testing';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { type Backend, benchCompany } from '../bench-company.ts';
import { countStatements } from '../statements.ts';

/** Policies under which no memory leads to another topic, as none does in the lab. */
export const withoutMemory = {
  memory_influence_policy: { ...defaultPolicies.memory_influence_policy, enabled: false },
};

/** What the whole company did with a market. */
export interface Played {
  readonly trades: readonly PlayedTrade[];
  readonly signals: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Statements that were sent to PostgreSQL, in all and of each kind, the most first. */
  readonly statements: { readonly all: number; readonly kinds: readonly (readonly [string, number])[] };
  /** What was done and is known in the end. */
  readonly state: StateHash;
  /** Work that failed once: what came of it depends on when it was tried again. */
  readonly failed: number;
}

export interface PlayOptions {
  readonly backend: Backend;
  readonly policies?: Partial<Policies>;
  /** Runs jobs one after the other, as `npm start` does; else four of a queue at once, as a fleet does. */
  readonly alone?: boolean;
}

/** Plays a market to its end with the whole company at SPEED=max; null where the backend cannot be had. */
export async function playCompany(market: Market, options: PlayOptions): Promise<Played | null> {
  const { backend, policies = {}, alone = true } = options;
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  const company = await benchCompany({ backend, market, alone, policies: { ...policies, universe } });
  if (!company) return null;
  try {
    await seedRelationships(company.ctx.db);
    const sent = countStatements();
    const before = process.cpuUsage();
    const begun = performance.now();
    const running = await runProcesses(company.ctx, processNames);
    await running.ended;
    const { user, system } = process.cpuUsage(before);
    const wallMs = performance.now() - begun;
    sent.stop();
    await running.stop();
    const { db } = company.ctx;
    return {
      trades: await readCompanyTrades(db),
      signals: await db.signal.count(),
      ...{ cpuMs: (user + system) / 1000, wallMs, statements: { all: sent.count(), kinds: sent.kinds() } },
      state: hashOfState(await listState(db)),
      failed: await countFailed(db),
    };
  } finally {
    await company.close();
  }
}

async function countFailed(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<[{ failed: number }]>`
    SELECT ((SELECT count(*) FROM ops_mission_steps WHERE failures > 0)
      + (SELECT count(*) FROM ops_event_deliveries WHERE failures > 0)
      + (SELECT count(*) FROM ops_roundtable_turns WHERE failures > 0)
      + (SELECT count(*) FROM ops_agent_reactions WHERE failures > 0))::int AS failed`;
  return row.failed;
}
