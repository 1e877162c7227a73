import { type Decimal, plain } from '../../kernel/money/index.ts';

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

/** A stop at or above the last price, or a target at or below it: either would sell at the next bar. Null when both lie on their side. */
export function levelFault({ price, stopLoss, target }: Levels): LevelFault | null {
  if (stopLoss?.gte(price))
    return faultOf('stop_loss', stopLoss, `the stop ${plain(stopLoss)} is not below the last price ${plain(price)}`);
  if (target?.lte(price))
    return faultOf('target', target, `the target ${plain(target)} is not above the last price ${plain(price)}`);
  return null;
}

const faultOf = (level: LevelFault['level'], at: Decimal, message: string): LevelFault => ({ level, at, message });
