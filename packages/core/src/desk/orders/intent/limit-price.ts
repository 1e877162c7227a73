import { Decimal } from '../../../kernel/money/index.ts';
import { MINUTE_MS } from '../../../kernel/time/index.ts';
import { readOption } from '../../instruments/index.ts';
import type { Intent } from '../order.ts';

/** What is paid more at most than the price of the intent, as a share of it. */
const BUY_ROOM = 0.03;
/** What is taken less: ever more after each sale that nobody paid the limit of. */
const SELL_ROOMS = [0.1, 0.25, 0.5] as const;
/** A sale that asks no more than this share of what it was worth can hardly ask less. */
const LOW = 0.6;
/**
 * Steps that every class of options takes: of ten cents from three dollars on, of five below, of one for the cheapest.
 */
const STEPS = [
  { from: 3, step: '0.1' },
  { from: 0.05, step: '0.05' },
  { from: 0, step: '0.01' },
] as const;

/**
 * The worst price at which an order may fill, on a step of its venue: options are traded at a limit, near enough to the
 * market that it fills there. What is sold because it expires takes whatever is bid. Null for what is traded at the
 * market.
 */
export function limitPriceOf(
  { contract, side, purpose, refPrice }: Pick<Intent, 'contract' | 'side' | 'purpose' | 'refPrice'>,
  unpaid: number,
): Decimal | null {
  if (!readOption(contract)) return null;
  if (side === 'buy') return onStep(refPrice.mul(1 + BUY_ROOM), Decimal.ROUND_CEIL);
  const room = SELL_ROOMS[unpaid] ?? SELL_ROOMS[2];
  const least = leastLimit(refPrice);
  return purpose === 'expiry' ? least : Decimal.max(least, onStep(refPrice.mul(1 - room), Decimal.ROUND_FLOOR));
}

/** How long a sale at a limit may work before it is taken back to ask less (machine milliseconds); null: for good. */
export function patienceMs(limitPrice: Decimal, refPrice: Decimal): number | null {
  if (limitPrice.lte(leastLimit(refPrice))) return null;
  return limitPrice.gt(refPrice.mul(LOW)) ? FIRST_PATIENCE_MS : LAST_PATIENCE_MS;
}

const FIRST_PATIENCE_MS = 10_000;
const LAST_PATIENCE_MS = MINUTE_MS;

/** The least that is asked for what was worth so much: it sells to whoever bids anything. */
function leastLimit(refPrice: Decimal): Decimal {
  return new Decimal(stepOf(Decimal.min(refPrice, 1)));
}

function onStep(price: Decimal, rounding: Decimal.Rounding): Decimal {
  return Decimal.max(price.toNearest(stepOf(price), rounding), stepOf(price));
}

function stepOf(price: Decimal.Value): string {
  return (STEPS.find(({ from }) => new Decimal(price).gte(from)) ?? STEPS[2]).step;
}
