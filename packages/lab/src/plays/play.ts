import type { SeriesMarket } from '@atc/core/market';
import type { Decision } from '../checks/index.ts';
import type { DeskRun } from '../desk/index.ts';
import type { Play } from '../report/index.ts';
import { measuredTrade } from './measured-trade.ts';

/** A run of the desk as a report takes it. */
export function playOf(run: DeskRun, market: SeriesMarket, seed: string): Play {
  const { startsAt, endsAt, capitalUsd, equityUsd, history, trades } = run;
  return {
    seed,
    equity: [
      { at: startsAt.getTime(), usd: capitalUsd },
      ...history.map((line) => ({ at: line.at, usd: line.equityUsd })),
      { at: endsAt.getTime(), usd: equityUsd },
    ],
    trades: trades.map((trade) => measuredTrade(market, trade)),
  };
}

/** Everything that a run decided, in order of time: what it found, bought and sold, and what it was worth meanwhile. */
export function decisionsOf({ trades, held, findings, history }: DeskRun): readonly Decision[] {
  const bought = [...trades, ...held].map(({ openedAt, symbol }) => ({
    at: openedAt.getTime(),
    what: `buys ${symbol}`,
  }));
  const sold = trades.map(({ closedAt, symbol, reason, exitPrice }) => ({
    at: closedAt.getTime(),
    what: `sells ${symbol} at ${exitPrice} by ${reason}`,
  }));
  const found = findings.map(({ at, token, confidence }) => ({ at, what: `finds ${token}, confidence ${confidence}` }));
  const worth = history.map(({ at, equityUsd }) => ({ at, what: `is worth ${equityUsd} USD` }));
  return [...bought, ...sold, ...found, ...worth].sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
}
