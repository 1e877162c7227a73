import { readPolicies } from '../../company/policies/index.ts';
import { ZERO } from '../../kernel/money/index.ts';
import { dayOf } from '../../kernel/time/index.ts';
import { capKeys, readUsage } from '../caps/index.ts';
import type { DeskContext } from '../context.ts';
import { readPortfolio } from '../portfolio/index.ts';
import { readBooksStand } from '../protections/index.ts';
import { limitUses } from './limit-uses.ts';
import { lossAtStops } from './loss-at-stops.ts';
import type { Risk } from './risk.ts';
import { listHeldStops } from './store.ts';

/** Reads what can be lost now and how far each limit is used up. Fails where the company was never started. */
export async function readRisk(ctx: Pick<DeskContext, 'db' | 'clock'>): Promise<Risk> {
  const now = ctx.clock.now();
  const [{ equityUsd }, held, { values }] = await Promise.all([
    readPortfolio(ctx.db),
    listHeldStops(ctx.db),
    readPolicies(ctx.db),
  ]);
  const trades = capKeys.trades(dayOf(now, values.company?.timezone ?? 'UTC'));
  const [usage, stand] = await Promise.all([
    readUsage(ctx.db, [trades, capKeys.positions, capKeys.riskUsd]),
    readBooksStand(ctx.db, now),
  ]);
  const used = (key: string) => usage.get(key) ?? ZERO;
  const facts = {
    tradesToday: used(trades).toNumber(),
    positions: used(capKeys.positions).toNumber(),
    riskUsd: used(capKeys.riskUsd),
  };
  return { equityUsd, ...lossAtStops(held, equityUsd), limits: limitUses({ equityUsd, ...facts, stand }, values) };
}
