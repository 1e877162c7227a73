import { DAY_MS } from '../../kernel/time/index.ts';
import type { Size } from './strategy.ts';

const YEAR_MS = 365 * DAY_MS;

/** What a size is worked out from. */
export interface SizeFacts {
  readonly equityUsd: number;
  readonly price: number;
  readonly stopLoss: number | null;
  /** Deviation of a bar's return; null where it was not asked for. */
  readonly volatility: number | null;
  readonly barMs: number;
  /** Positions that the strategy may hold. */
  readonly positions: number;
}

/** How much a strategy would buy, USD; 0 where it cannot be said. What is bought in the end, cash and limits decide. */
export function sizeUsd(size: Size, facts: SizeFacts): number {
  const { equityUsd } = facts;
  switch (size.kind) {
    case 'usd':
      return size.usd;
    case 'share':
      return size.share * equityUsd;
    case 'risk':
      return Math.min(size.most, size.share / lossPct(facts)) * equityUsd;
    case 'volatility':
      return Math.min(size.most, size.yearly / facts.positions / yearly(facts)) * equityUsd;
    default: {
      const missed: never = size;
      return missed;
    }
  }
}

/** What a stop loses, a fraction of the price; without one everything. */
function lossPct({ price, stopLoss }: SizeFacts): number {
  return stopLoss === null ? 1 : (price - stopLoss) / price;
}

/** The deviation of a year; endless where it is not known, so that nothing is bought. */
function yearly({ volatility, barMs }: SizeFacts): number {
  return volatility === null || Number.isNaN(volatility)
    ? Number.POSITIVE_INFINITY
    : volatility * Math.sqrt(YEAR_MS / barMs);
}
