import { defaultPolicies } from '@atc/core/company/policies';
import type { Market } from '@atc/core/desk/market';
import type { PlayedTrade } from '@atc/lab/parity';
import { readCompanyTrades } from '@atc/lab/testing';
import { processNames, runProcesses } from '@atc/workers/fleet';
import { type Backend, benchCompany } from '../bench-company.ts';

/** Policies under which no memory leads to another topic, as none does in the lab. */
export const withoutMemory = {
  memory_influence_policy: { ...defaultPolicies.memory_influence_policy, enabled: false },
};

/** What the whole company did with a market. */
export interface Played {
  readonly trades: readonly PlayedTrade[];
  readonly signals: number;
  readonly cpuMs: number;
}

/** Plays a market to its end with the whole company at SPEED=max; null where the backend cannot be had. */
export async function playCompany(market: Market, backend: Backend): Promise<Played | null> {
  const universe = { contracts: market.contracts().map(({ contract }) => contract) };
  const company = await benchCompany({ backend, market, policies: { ...withoutMemory, universe } });
  if (!company) return null;
  try {
    const before = process.cpuUsage();
    const running = await runProcesses(company.ctx, processNames);
    await running.ended;
    const { user, system } = process.cpuUsage(before);
    await running.stop();
    const { db } = company.ctx;
    const trades = await readCompanyTrades(db);
    return { trades, signals: await db.signal.count(), cpuMs: (user + system) / 1000 };
  } finally {
    await company.close();
  }
}
