import { Decimal } from '../../../kernel/money/index.ts';
import { readOption } from '../../instruments/index.ts';
import type { Intent } from '../order.ts';

/** What is paid more at most, and taken less at least, than the price of the intent, as a share of it. */
const BUY_ROOM = 0.03;
const SELL_ROOM = 0.1;
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
export function limitPriceOf({
  contract,
  side,
  refPrice,
}: Pick<Intent, 'contract' | 'side' | 'refPrice'>): Decimal | null {
  if (!readOption(contract)) return null;
  return side === 'buy'
    ? onStep(refPrice.mul(1 + BUY_ROOM), Decimal.ROUND_CEIL)
    : onStep(refPrice.mul(1 - SELL_ROOM), Decimal.ROUND_FLOOR);
}

function onStep(price: Decimal, rounding: Decimal.Rounding): Decimal {
  const { step } = STEPS.find(({ from }) => price.gte(from)) ?? STEPS[2];
  return Decimal.max(price.toNearest(step, rounding), step);
}
