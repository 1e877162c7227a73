import { planAt, sizeUsd } from '@atc/core/desk/strategies';
import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { TokenRules } from '../rules/index.ts';
import { type GridToken, stepAt } from '../tape/index.ts';
import { equityAt } from './book.ts';
import { buyable, costsOf, liquidityAt } from './costs.ts';
import { fillOf } from './fill.ts';
import type { Table } from './played.ts';
import type { Refusal } from './run.ts';
import { watched } from './watch.ts';

/** The least that is bought, USD. */
const LEAST_USD = 1;

/** A token that is to be bought at a step. */
export interface Wanted {
  readonly index: number;
  readonly token: GridToken;
  readonly rules: TokenRules;
  readonly step: number;
}

/** Buys a token, unless a limit forbids it or it has no plan; returns whether it was bought. */
export function buy(table: Table, wanted: Wanted): boolean {
  const { refused } = table.book;
  const refusal = limitOf(table, wanted) ?? purchase(table, wanted);
  if (refusal === null) return true;
  refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
  return false;
}

function limitOf({ book, rules, grid }: Table, { index, step }: Wanted): Refusal | null {
  const { positions, entriesPerDay, restHours } = rules.limits;
  const at = stepAt(grid, step);
  if (book.held.length >= positions) return 'positions';
  if (entriesPerDay !== null && book.day === dayOf(at) && book.entries >= entriesPerDay) return 'entries_per_day';
  return at - (book.soldAt[index] ?? 0) < restHours * HOUR_MS ? 'rest' : null;
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS);

function purchase(table: Table, { index, token, rules, step }: Wanted): Refusal | null {
  const { book, grid, terms, limits } = table;
  const end = token.ends[step] ?? 0;
  const fill = fillOf(token, terms, { end, limit: limits[index] ?? 0 });
  const bar = token.places[step] ?? 0;
  const plan = planAt(rules.plan, bar, fill.price);
  if (!plan) return 'no_plan';
  const volatility = rules.plan.volatility?.(bar) ?? null;
  const wish = sizeUsd(table.rules.size, {
    equityUsd: equityAt(book, grid.tokens, ({ ends }) => ends[step] ?? 0),
    price: fill.price,
    stopLoss: plan.stopLoss,
    volatility,
    barMs: grid.intervalMs,
    positions: table.rules.limits.positions,
  });
  const liquidity = liquidityAt(token.base, end - 1);
  const spent = buyable(Math.min(wish, book.cashUsd), liquidity);
  if (!(spent >= LEAST_USD)) return liquidity.volumeUsd > 0 ? 'no_cash' : 'no_volume';
  const costs = costsOf(spent, liquidity, terms.costs);
  const entryPrice = fill.price * (1 + costs.slippage);
  const usd = spent / (1 + costs.fee);
  const quantity = usd / entryPrice;
  const at = stepAt(grid, step);
  book.cashUsd -= spent;
  book.feesUsd += spent - usd;
  book.held.push(
    watched(token.base, plan, {
      token: index,
      openedAt: at,
      entryPrice,
      quantity,
      costUsd: spent,
      feesUsd: spent - usd,
      slippageUsd: quantity * (entryPrice - fill.price),
      watched: fill.next,
    }),
  );
  book.entries = book.day === dayOf(at) ? book.entries + 1 : 1;
  book.day = dayOf(at);
  return null;
}
