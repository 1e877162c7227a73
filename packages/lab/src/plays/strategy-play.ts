import type { Decision } from '../checks/index.ts';
import { DAY_MS, excursionOf, type Finding, type MeasuredTrade } from '../measure/index.ts';
import type { Play } from '../report/index.ts';
import { type Grid, type Rules, type StrategyRun, type StrategyTrade, stepAt, type Tape } from '../strategies/index.ts';

/** A run of a strategy as a report takes it. */
export function strategyPlay({ equity, trades }: StrategyRun, tape: Tape, of: StrategyPlayed): Play {
  return { seed: of.seed, equity, trades: trades.map((trade) => measured(trade, tape, of.name)) };
}

export interface StrategyPlayed {
  readonly seed: string;
  /** The strategy's name: the source of its trades. */
  readonly name: string;
}

function measured(trade: StrategyTrade, { tokens }: Tape, source: string): MeasuredTrade {
  const base = tokens.find(({ symbol }) => symbol === trade.symbol)?.base;
  const seen: { readonly high: number; readonly low: number }[] = [];
  for (let i = base ? firstFrom(base.openAt, trade.openedAt) : 0; base && i < base.length; i += 1) {
    if ((base.openAt[i] ?? 0) + base.intervalMs > trade.closedAt) break;
    seen.push({ high: base.high[i] ?? 0, low: base.low[i] ?? 0 });
  }
  const { symbol, reason, quantity: _, ...rest } = trade;
  return { ...rest, token: symbol, source, reason, confidence: null, ...excursionOf(trade.entryPrice, seen) };
}

function firstFrom(openAt: Float64Array, at: number): number {
  let [low, high] = [0, openAt.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((openAt[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything that a run decided, in order of time: what it bought and sold, and what it was worth at midnights. */
export function strategyDecisions({ trades, held, equity }: StrategyRun): readonly Decision[] {
  const bought = [...trades, ...held].map(({ openedAt, symbol }) => ({ at: openedAt, what: `buys ${symbol}` }));
  const sold = trades.map(({ closedAt, symbol, reason, exitPrice }) => ({
    at: closedAt,
    what: `sells ${symbol} at ${exitPrice} by ${reason}`,
  }));
  const midnights = equity.filter(({ at }) => at % DAY_MS === 0);
  const worth = midnights.map(({ at, usd }) => ({ at, what: `is worth ${usd} USD` }));
  return [...bought, ...sold, ...worth].sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
}

/** When the entry of rules began to hold, token by token. */
export function entriesFound(grid: Grid, rules: Rules, { from, to }: { readonly from: number; readonly to: number }) {
  return grid.tokens.flatMap(({ symbol, places }, index): readonly Finding[] => {
    const enters = rules.tokens[index]?.enters;
    const found: Finding[] = [];
    for (let step = 0; enters && step < places.length; step += 1) {
      const [place, at] = [places[step] ?? -1, stepAt(grid, step)];
      if (place >= 0 && at >= from && at <= to && enters[place] === 1 && enters[place - 1] !== 1)
        found.push({ token: symbol, at });
    }
    return found;
  });
}
