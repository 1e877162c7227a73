import { sayQuantity, sayShare, sayUsd } from '../../kernel/figures/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { hasLastDay } from '../instruments/index.ts';
import { levelFault } from '../positions/index.ts';

export interface PriceFacts {
  /** The last fresh price; null when there is none. */
  readonly price: number | null;
  /** The price it was approved, or last intended, at. */
  readonly since: Decimal;
  readonly stopLoss: Decimal | null;
  readonly target: Decimal | null;
  /** Most that the price may have moved, as a fraction. */
  readonly maxDrift: number;
}

export interface PurchaseFacts extends PriceFacts {
  readonly contract: string;
  /** Company time. */
  readonly now: Date;
  /** Why nobody may buy it at all; null when nothing forbids it. */
  readonly shut: string | null;
}

/** Why a purchase that was approved may not be sent now; null when it may. */
export function purchaseFault({ contract, now, shut, ...price }: PurchaseFacts): string | null {
  if (hasLastDay(contract, now)) return 'its last day has come';
  return shut ?? priceFault(price);
}

/** Why nothing may be bought at this price; null when it may: fresh, near what was approved, between the levels. */
export function priceFault({ price, since, stopLoss, target, maxDrift }: PriceFacts): string | null {
  if (price === null) return NO_PRICE;
  const drift = new Decimal(price).div(since).sub(1).abs();
  if (drift.gt(maxDrift))
    return `the price moved ${sayShare(drift.toNumber(), 2)} since approval, at most ${sayShare(maxDrift, 2)}`;
  return levelFault({ price: new Decimal(price), stopLoss, target })?.message ?? null;
}

export const NO_PRICE = 'there is no fresh price';

export interface LotFacts {
  readonly sizeUsd: Decimal;
  readonly price: number;
  /** The smallest quantity that its venue trades. */
  readonly lot: Decimal;
}

/** Why a size buys nothing at this price, as it is less than a lot; null when it buys something. */
export function lotFault({ sizeUsd, price, lot }: LotFacts): string | null {
  const lotUsd = lot.mul(price);
  return sizeUsd.lt(lotUsd)
    ? `${sayUsd(sizeUsd)} buy less than the smallest quantity of ${sayQuantity(lot)}: it costs ${sayUsd(lotUsd)}`
    : null;
}
