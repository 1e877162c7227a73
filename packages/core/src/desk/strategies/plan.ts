import { type Board, compileExpression, type Operand, valueAt } from './compile/index.ts';
import type { Expression } from './expression.ts';
import { VOLATILITY_BARS } from './lookback.ts';
import type { Prepared } from './prepared.ts';
import type { Strategy, Values } from './strategy.ts';

/** What a purchase at a bar is planned by: distances from its price, hours, and how it ranks. Null: none. */
export interface PlanColumns {
  readonly stop: Operand | null;
  readonly trailing: Operand | null;
  readonly target: Operand | null;
  readonly hours: Operand | null;
  readonly rank: Operand | null;
  /** Deviation of a bar's return, where the size asks for it. */
  readonly volatility: Operand | null;
}

/** Makes the columns of a strategy's plans over the bars of a token. */
export function planOf(prepared: Prepared, values: Values): (board: Board) => PlanColumns {
  const columnOf = (expression: Expression | null) => expression && compileExpression(expression, values);
  const [stop, trailing, target] = [prepared.stop, prepared.trailing, prepared.target].map(columnOf);
  const [hours, rank, volatility] = [prepared.hours, prepared.rank, volatilityOf(prepared.strategy)].map(columnOf);
  return (board) => ({
    stop: stop?.read(board) ?? null,
    trailing: trailing?.read(board) ?? null,
    target: target?.read(board) ?? null,
    hours: hours?.read(board) ?? null,
    rank: rank?.read(board) ?? null,
    volatility: volatility?.read(board) ?? null,
  });
}

function volatilityOf({ size }: Pick<Strategy, 'size'>): Expression | null {
  if (size.kind !== 'volatility') return null;
  const close: Expression = { kind: 'field', name: 'close' };
  return { kind: 'call', name: 'volatility', inputs: [close], periods: [VOLATILITY_BARS] };
}

/** Where a purchase ends. */
export interface Plan {
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** How far the stop follows below the highest price, a fraction of it. */
  readonly trailingStopPct: number | null;
  readonly hours: number | null;
}

/**
 * Plans a purchase at a price by what a bar says; null where something that is asked for is not known, not above zero,
 * or a stop not below the price.
 */
export function planAt(columns: PlanColumns, bar: number, price: number): Plan | null {
  const at = (operand: Operand | null) => (operand ? valueAt(operand, bar) : null);
  const [stop, trailing, target, hours] = [
    at(columns.stop),
    at(columns.trailing),
    at(columns.target),
    at(columns.hours),
  ];
  const isBelow = (distance: number | null) => distance === null || (distance > 0 && distance < price);
  if (!isBelow(stop) || !isBelow(trailing) || (target !== null && !(target > 0)) || (hours !== null && !(hours > 0)))
    return null;
  return {
    stopLoss: stop === null ? null : price - stop,
    takeProfit: target === null ? null : price + target,
    trailingStopPct: trailing === null ? null : trailing / price,
    hours,
  };
}
