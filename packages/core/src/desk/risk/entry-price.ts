import { Decimal } from '../../kernel/money/index.ts';
import { levelFault } from './levels.ts';

export interface EntryPrice {
  /** The last fresh price; null when there is none. */
  readonly price: number | null;
  /** The price it was approved, or last intended, at. */
  readonly since: Decimal;
  readonly stopLoss: Decimal | null;
  readonly target: Decimal | null;
  /** Most that the price may have moved, as a fraction. */
  readonly maxDrift: number;
}

/** Why an entry may not be sent at this price; null when it may. */
export function entryPriceFault({ price, since, stopLoss, target, maxDrift }: EntryPrice): string | null {
  if (price === null) return 'there is no fresh price';
  const drift = new Decimal(price).div(since).sub(1).abs();
  if (drift.gt(maxDrift))
    return `the price moved ${drift.mul(100).toFixed(2)} % since approval, at most ${(maxDrift * 100).toFixed(2)} %`;
  return levelFault({ price: new Decimal(price), stopLoss, target })?.message ?? null;
}
