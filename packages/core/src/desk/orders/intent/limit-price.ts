import { Decimal } from '../../../kernel/money/index.ts';
import { readOption } from '../../instruments/index.ts';
import type { Intent } from '../order.ts';

/** What is paid more at most than the price of the intent, as a share of it. */
const BUY_ROOM = 0.03;
/** What is taken less at least: ever more after each sale that nobody paid the limit of, and in the end whatever is bid. */
const SELL_ROOMS: readonly number[] = [0.1, 0.25, 0.5];
/** Steps that every class of options takes: of ten cents from three dollars on, of five below, of one for the cheapest. */
const STEPS = [
  { from: 3, step: '0.1' },
  { from: 0.05, step: '0.05' },
  { from: 0, step: '0.01' },
] as const;

/**
 * The worst price at which an order may fill, on a step of its venue: options are traded at a limit, near enough to the
 * market that it fills there. Null for what is traded at the market.
 */
export function limitPriceOf(
  { contract, side, refPrice }: Pick<Intent, 'contract' | 'side' | 'refPrice'>,
  unpaid: number,
): Decimal | null {
  if (!readOption(contract)) return null;
  if (side === 'buy') return onStep(refPrice.mul(1 + BUY_ROOM), Decimal.ROUND_CEIL);
  const room = SELL_ROOMS[unpaid];
  const least = leastLimit(refPrice);
  return room === undefined ? least : Decimal.max(least, onStep(refPrice.mul(1 - room), Decimal.ROUND_FLOOR));
}

/** The least that is asked for what was worth so much: it sells to whoever bids anything. */
export function leastLimit(refPrice: Decimal): Decimal {
  return new Decimal(stepOf(refPrice.gte(3) ? 1 : refPrice));
}

function onStep(price: Decimal, rounding: Decimal.Rounding): Decimal {
  return Decimal.max(price.toNearest(stepOf(price), rounding), stepOf(price));
}

function stepOf(price: Decimal.Value): string {
  return (STEPS.find(({ from }) => new Decimal(price).gte(from)) ?? STEPS[2]).step;
}
