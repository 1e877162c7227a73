import type { Portfolio } from '@atc/core/desk/portfolio';
import { ZERO } from '@atc/core/kernel/money';
import { DAY_MS, startOfDay } from '@atc/core/kernel/time';
import {
  drawdownOf,
  equityOf,
  exposureOf,
  type Position,
  peakOf,
  type Tally,
  type Trade,
  tallyOf,
  unrealizedOf,
} from '../../engine/index.ts';
import { type Desk, isWithout } from './desk.ts';

const RECORD_MS = 30 * DAY_MS;
const TRADES_COUNTED = 200;

/** The desk's books, as the company reads them. */
export function portfolioOf(desk: Desk): Portfolio {
  const { account } = desk;
  const timeZone = desk.settings.policies.values.company?.timezone ?? 'UTC';
  const equityUsd = equityOf(account);
  const unrealizedPnl = account.positions.reduce((sum, position) => sum.add(unrealizedOf(position)), ZERO);
  const booked = account.positions.reduce((sum, { book }) => sum.add(book.realizedPnl).sub(book.feesUsd), ZERO);
  const before = desk.history.lastUntil(startOfDay(desk.now, timeZone).getTime())?.earnedUsd ?? 0;
  const { wins, losses } = tallyOf(desk.trades.slice(-TRADES_COUNTED));
  return {
    accountId: 'paper',
    ...{ cashUsd: account.cashUsd, equityUsd, exposureUsd: exposureOf(account) },
    ...{ startingCapitalUsd: account.startingCapitalUsd, transfersUsd: ZERO },
    ...{ realizedPnl: account.realizedPnl, unrealizedPnl, feesUsd: account.feesUsd },
    resultUsd: account.realizedPnl.sub(account.feesUsd).sub(booked),
    openResultUsd: booked.add(unrealizedPnl),
    peakEquityUsd: peakOf(account),
    drawdown: drawdownOf(account),
    openPositions: account.positions.length,
    valuedAt: account.positions.map(({ symbol, pricedAt }) => ({ symbol, at: pricedAt })),
    dayPnlUsd: equityUsd.sub(account.startingCapitalUsd).sub(before),
    ...{ wins, losses },
  };
}

/** How trades of the last 30 days came out. */
export function lateTally(desk: Desk, counts: (trade: Trade) => boolean): Tally {
  if (isWithout(desk, 'record')) return tallyOf([]);
  const since = desk.now.getTime() - RECORD_MS;
  return tallyOf(desk.trades.filter((trade) => trade.closedAt.getTime() >= since && counts(trade)));
}

/** What is held beside a contract, by symbol. */
export function heldBeside({ account }: Desk, contract: string | null): readonly Position[] {
  return account.positions
    .filter((position) => position.contract !== contract)
    .toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
}
