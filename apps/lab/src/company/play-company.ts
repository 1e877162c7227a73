import { seedRelationships } from '@atc/agents/relationships';
import { defaultPolicies, type Policies } from '@atc/core/company/policies';
import type { BaseDb } from '@atc/core/kernel/db';
import type { Market } from '@atc/core/market';
import type { EquityPoint } from '@atc/lab/measure';
import { hashOfState, listState, type StateHash } from '@atc/lab/state';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { type Backend, openOwnCompany } from './own-company.ts';
import {
  type CompanyTrade,
  countFailed,
  countSignals,
  levelAffinities,
  readCompanyTrades,
  readEquity,
} from './store.ts';

/** Policies under which no memory leads to another topic, as none does in the lab. */
export const withoutMemory = {
  memory_influence_policy: { ...defaultPolicies.memory_influence_policy, enabled: false },
};

/** Policies under which the company has no more than the lab: affinities stand still besides, and no pair debates. */
export const asTheLab = {
  ...withoutMemory,
  relationship_drift_policy: { ...defaultPolicies.relationship_drift_policy, enabled: false },
};

/** What the whole company did with a market. */
export interface Played {
  readonly trades: readonly CompanyTrade[];
  readonly equity: readonly EquityPoint[];
  readonly signals: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** What was done and is known in the end. */
  readonly state: StateHash;
  /** Work that failed once: what came of it depends on when it was tried again. */
  readonly failed: number;
}

export interface PlayOptions {
  readonly backend?: Backend;
  readonly policies?: Partial<Policies>;
  /** What the chance of the company is drawn from. */
  readonly seed?: string;
  /** How well every two agents get on at the start; unless told as the specification has it. */
  readonly affinity?: number;
  /** Runs jobs one after the other, as `npm start` does; else four of a queue at once, as a fleet does. */
  readonly alone?: boolean;
  /** Hears how far the play has come, from 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** How often somebody who watches is told, ms. */
const TOLD_EVERY_MS = 1000;

/** Plays a market to its end with the whole company at SPEED=max; null where the backend cannot be had. */
export async function playCompany(market: Market, options: PlayOptions): Promise<Played | null> {
  const { backend = 'postgres', policies = {}, alone = true, seed = '1', affinity } = options;
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  const company = await openOwnCompany({ backend, market, alone, seed, policies: { ...policies, universe } });
  if (!company) return null;
  const { db, clock } = company.ctx;
  const watching = setInterval(() => options.progress?.(shareOf(market, clock.now())), TOLD_EVERY_MS);
  try {
    await seedRelationships(db);
    if (affinity !== undefined) await levelAffinities(db, affinity);
    const before = process.cpuUsage();
    const begun = performance.now();
    const running = await runProcesses(company.ctx, processNames);
    await running.ended;
    const { user, system } = process.cpuUsage(before);
    const wallMs = performance.now() - begun;
    await running.stop();
    return { ...(await readPlayed(db)), cpuMs: (user + system) / 1000, wallMs };
  } finally {
    clearInterval(watching);
    await company.close();
  }
}

async function readPlayed(db: BaseDb): Promise<Omit<Played, 'cpuMs' | 'wallMs'>> {
  return {
    trades: await readCompanyTrades(db),
    equity: await readEquity(db),
    signals: await countSignals(db),
    state: hashOfState(await listState(db)),
    failed: await countFailed(db),
  };
}

function shareOf({ startsAt, endsAt }: Market, now: Date): number {
  const from = startsAt.getTime();
  const until = (endsAt ?? now).getTime();
  return (now.getTime() - from) / Math.max(1, until - from);
}
