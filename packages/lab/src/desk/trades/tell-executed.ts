import type { Position } from '../../engine/index.ts';
import { type Desk, tell } from '../state/index.ts';

/** Tells that something of a position was bought or sold. */
export function tellExecuted(desk: Desk, { id, contract, symbol }: Position, side: 'buy' | 'sell'): void {
  tell(desk, {
    ...{ agentId: 'scout', kind: 'trade.executed', title: `SCOUT traded ${symbol}`, tags: ['trade', 'executed'] },
    ...{ tradeId: id, instrumentId: contract },
    fields: { symbol, side, openPositions: desk.account.positions.length },
  });
}
