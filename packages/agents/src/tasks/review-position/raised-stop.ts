import { Decimal, roundToTick } from '@atc/core/kernel/money';
import type { Trade } from '../analyse-outcome/index.ts';
import type { StopNow } from './standing.ts';

export interface Raising {
  readonly trade: Pick<Trade, 'exitPrice'>;
  readonly stop: StopNow;
  readonly tick: string;
}

/** The stop that lies half-way between the one there is and the price; null where there is none, or no tick between. */
export function raisedStop({ trade, stop, tick }: Raising): Decimal | null {
  if (stop.at === null) return null;
  const raised = roundToTick(new Decimal(stop.at).add(trade.exitPrice).div(2), tick);
  return raised.gt(stop.at) && raised.lt(trade.exitPrice) ? raised : null;
}
