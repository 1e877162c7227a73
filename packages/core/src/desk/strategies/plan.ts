import { type Board, compileExpression, type Point } from './compile/index.ts';
import type { Expression } from './expression.ts';
import { VOLATILITY_BARS } from './lookback.ts';
import type { Prepared } from './prepared.ts';
import type { Strategy, Values } from './strategy.ts';

/** What a purchase is planned by, bar for bar: distances from its price, hours, and how it ranks. Null: none. */
export interface PlanFigures {
  readonly stop: Point | null;
  readonly trailing: Point | null;
  readonly target: Point | null;
  readonly hours: Point | null;
  readonly rank: Point | null;
  /** Deviation of a bar's return, where the size asks for it. */
  readonly volatility: Point | null;
}

/** Makes the figures of a strategy's plans over the bars of a token. */
export function planOf(prepared: Prepared, values: Values): (board: Board) => PlanFigures {
  const compiled = (expression: Expression | null) => expression && compileExpression(expression, values);
  const [stop, trailing, target] = [prepared.stop, prepared.trailing, prepared.target].map(compiled);
  const [hours, rank, volatility] = [prepared.hours, prepared.rank, volatilityOf(prepared.strategy)].map(compiled);
  return (board) => ({
    stop: stop?.at(board) ?? null,
    trailing: trailing?.at(board) ?? null,
    target: target?.at(board) ?? null,
    hours: hours?.at(board) ?? null,
    rank: rank?.at(board) ?? null,
    volatility: volatility?.at(board) ?? null,
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
export function planAt(figures: PlanFigures, bar: number, price: number): Plan | null {
  const at = (figure: Point | null) => figure?.(bar) ?? null;
  const [stop, trailing, target, hours] = [
    at(figures.stop),
    at(figures.trailing),
    at(figures.target),
    at(figures.hours),
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
