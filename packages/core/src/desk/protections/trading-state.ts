import { z } from 'zod';

export const tradingStates = ['active', 'reducing', 'halted'] as const;
export const tradingState = z.enum(tradingStates);
export type TradingState = z.infer<typeof tradingState>;

/** The advisory lock between venue calls, which share it, and a change of the trading state, which takes it alone. */
export const HALT_FENCE = 715_002;

/** Whether a state lets an order go to a venue: entries only while active, exits while not halted. */
export function mayOrder(state: TradingState, direction: 'entry' | 'exit'): boolean {
  return state === 'active' || (state === 'reducing' && direction === 'exit');
}
