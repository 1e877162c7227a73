import { HOUR_MS } from '../../../kernel/time/index.ts';
import { type BarColumns, columnFrom } from '../../../market/index.ts';
import type { Expression, Field, Period } from '../expression.ts';
import { functionOf } from '../grammar/functions.ts';
import type { Values } from '../strategy.ts';
import type { Board } from './board.ts';
import { combined, constant, type Operand, ofColumn, type Point, pointOperations, spreadOut } from './operand.ts';

/** An expression with its parameters filled in. */
export interface Compiled {
  /** What it says: the same key is the same column. */
  readonly key: string;
  /** For every bar at once. */
  readonly read: (board: Board) => Operand;
  /** For a bar here and there. */
  readonly at: (board: Board) => Point;
}

/** Makes closures over columns of an expression. A parameter without a value is not a number. */
export function compileExpression(expression: Expression, values: Values): Compiled {
  switch (expression.kind) {
    case 'number':
      return always(expression.value);
    case 'parameter':
      return always(values[expression.name] ?? Number.NaN);
    case 'field':
      return fieldOf(expression.name);
    case 'operation':
      return operationOf(expression, values);
    case 'call':
      return callOf(expression, values);
    default: {
      const missed: never = expression;
      return missed;
    }
  }
}

function always(value: number): Compiled {
  const operand = constant(value);
  return { key: String(value), read: () => operand, at: () => () => value };
}

function fieldOf(name: Field): Compiled {
  if (name !== 'hour' && name !== 'weekday') return ofColumns(name, ({ bars }) => bars[name]);
  return ofColumns(name, (board) => board.column(name, () => clockColumn(board.bars, name)));
}

function ofColumns(key: string, column: (board: Board) => Float64Array): Compiled {
  return {
    key,
    read: (board) => ofColumn(column(board)),
    at: (board) => {
      const values = column(board);
      return (bar) => values[bar] ?? Number.NaN;
    },
  };
}

/** The hour (0 to 23) or the weekday (1 Monday to 7 Sunday) at which each bar closed, UTC. */
function clockColumn({ openAt, length, intervalMs }: BarColumns, name: 'hour' | 'weekday'): Float64Array {
  return columnFrom(length, 0, (i) => {
    const hours = Math.floor(((openAt[i] ?? 0) + intervalMs) / HOUR_MS);
    // The first of January 1970 was a Thursday.
    return name === 'hour' ? hours % 24 : ((Math.floor(hours / 24) + 3) % 7) + 1;
  });
}

function operationOf({ operation, left, right }: Extract<Expression, { kind: 'operation' }>, values: Values): Compiled {
  const [first, second] = [compileExpression(left, values), compileExpression(right, values)];
  return {
    key: `(${first.key} ${operation} ${second.key})`,
    read: (board) => combined(operation, [first.read(board), second.read(board)], board.bars.length),
    at: (board) => pointOperations[operation](first.at(board), second.at(board)),
  };
}

function callOf({ name, inputs, periods }: Extract<Expression, { kind: 'call' }>, values: Values): Compiled {
  const columns = inputs.map((input) => compileExpression(input, values));
  const lengths = lengthsOf(periods, values);
  const key = `${name}(${[...columns.map((one) => one.key), ...lengths].join(', ')})`;
  const make = (board: Board) => {
    const [first, second] = columns.map((one) => spreadOut(one.read(board), board.bars.length));
    const { bars } = board;
    const asked = { bars, first: first ?? bars.close, second: second ?? bars.close };
    return functionOf(name).compute({ ...asked, periods: lengths, n: lengths[0] ?? 1 });
  };
  return ofColumns(key, (board) => board.column(key, () => make(board)));
}

/** The periods of a call as whole numbers of bars. */
export function lengthsOf(periods: readonly Period[], values: Values): readonly number[] {
  return periods.map((period) => Math.round(typeof period === 'number' ? period : (values[period] ?? Number.NaN)));
}
