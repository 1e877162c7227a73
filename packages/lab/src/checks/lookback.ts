import {
  type Board,
  comparisonsOf,
  compileExpression,
  type Expression,
  functionOf,
  numbersOf,
  openBoard,
  type Prepared,
  type Values,
  warmUpOf,
} from '@atc/core/desk/strategies';
import { sayCount } from '@atc/core/kernel/figures';
import type { Grid } from '../strategies/index.ts';
import type { CheckLine } from './check.ts';

/** The most that longer history may change a function by, as a share of its scale. */
const MOST = 1e-3;
const LONGER = [2, 4] as const;
const WHOLE = 100;
const LOOKS = 10;

type Call = Extract<Expression, { readonly kind: 'call' }>;

/** What is checked: a strategy that is data, its parameters filled in, over the bars of a grid. */
export interface Looked {
  readonly prepared: Prepared;
  readonly values: Values;
  readonly grid: Grid;
}

/**
 * Checks that each function of a strategy is, after as many bars as it says that it needs, what it is after two and
 * four times as many: a desk that has run longer would decide the same. Differences are shares of its scale.
 */
export function checkLookback({ prepared, values, grid }: Looked): CheckLine {
  const worst = new Map<string, number>();
  for (const call of callsOf(prepared))
    for (const { board } of grid.tokens)
      for (const [name, difference] of differencesOf(call, values, board))
        worst.set(name, Math.max(worst.get(name) ?? 0, difference));
  const sorted = [...worst].sort(([, a], [, b]) => b - a);
  const found = sorted.slice(0, 3).map(([name, difference]) => `${name} ${difference.toExponential(1)}`);
  const calls = callsOf(prepared).length;
  if (calls === 0) return { name: 'recursion', passed: true, found: 'it uses no function' };
  return {
    name: `recursion, ${sayCount(calls, 'function')}`,
    passed: sorted.length > 0 && sorted.every(([, difference]) => difference <= MOST),
    found: found.length > 0 ? `of its scale: ${found.join(', ')}` : 'the recording is too short to tell',
  };
}

/** The functions of a strategy that are not given to others. */
function callsOf(prepared: Prepared): readonly Call[] {
  const rules = [prepared.regime, prepared.entry, prepared.exit].flatMap(comparisonsOf);
  return [...rules.flatMap(({ left, right }) => [left, right]), ...numbersOf(prepared)].flatMap(outermost);
}

function outermost(expression: Expression): readonly Call[] {
  if (expression.kind === 'call') return [expression];
  return expression.kind === 'operation' ? [...outermost(expression.left), ...outermost(expression.right)] : [];
}

function differencesOf(call: Call, values: Values, board: Board): readonly (readonly [string, number])[] {
  const compiled = compileExpression(call, values);
  const count = warmUpOf(call, values) + 1;
  const { length, close } = board.bars;
  const columnOf = (end: number, bars: number) => compiled.read(openBoard(lastOf(board, end, bars))).values;
  const ends = Array.from({ length: LOOKS }, (_, i) => Math.floor(((i + 1) * length) / LOOKS));
  return ends.flatMap((end) =>
    LONGER.filter((times) => end >= count * times).map((times) => {
      const [short, long] = [columnOf(end, count), columnOf(end, count * times)];
      const difference = Math.abs((short.at(-1) ?? Number.NaN) - (long.at(-1) ?? Number.NaN));
      return [compiled.key, difference === 0 ? 0 : difference / scaleOf(call, close[end - 1] ?? 1, long)] as const;
    }),
  );
}

/** That of a function without a unit is the root mean square of its values. */
function scaleOf({ name }: Call, price: number, values: Float64Array): number {
  const { scale } = functionOf(name);
  if (scale === 'hundred') return WHOLE;
  if (scale === 'price') return price;
  const known = values.filter(Number.isFinite);
  return Math.sqrt(known.reduce((sum, value) => sum + value * value, 0) / known.length);
}

/** So many bars before a place. */
function lastOf({ bars }: Board, end: number, count: number): Board['bars'] {
  const { intervalMs, openAt, open, high, low, close, volume } = bars;
  const part = (column: Float64Array) => column.subarray(end - count, end);
  return {
    ...{ intervalMs, length: count, openAt: part(openAt), open: part(open), high: part(high), low: part(low) },
    ...{ close: part(close), volume: part(volume) },
  };
}
