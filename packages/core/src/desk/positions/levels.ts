import { type Decimal, plain } from '../../kernel/money/index.ts';
import { fillIn } from '../../kernel/text/index.ts';

/** What is said of a level on the wrong side of the price. */
export const LEVEL_SAYS = {
  stop_loss: 'the stop {level} is not below the last price {price}',
  target: 'the target {level} is not above the last price {price}',
} as const;

export interface Levels {
  /** The last price. */
  readonly price: Decimal;
  readonly stopLoss?: Decimal | null | undefined;
  readonly target?: Decimal | null | undefined;
}

export interface LevelFault {
  readonly level: 'stop_loss' | 'target';
  readonly at: Decimal;
  readonly message: string;
}

/**
 * A stop at or above the last price, or a target at or below it: either would sell at the next bar. Null when both lie
 * on their side.
 */
export function levelFault({ price, stopLoss, target }: Levels): LevelFault | null {
  if (stopLoss?.gte(price)) return faultOf('stop_loss', stopLoss, price);
  if (target?.lte(price)) return faultOf('target', target, price);
  return null;
}

function faultOf(level: LevelFault['level'], at: Decimal, price: Decimal): LevelFault {
  return { level, at, message: fillIn(LEVEL_SAYS[level], { level: plain(at), price: plain(price) }) };
}
