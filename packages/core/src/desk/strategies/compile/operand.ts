import type { Operation } from '../expression.ts';

/** A column, or one number for every bar: then its step from bar to bar is 0. */
export interface Operand {
  readonly values: Float64Array;
  readonly step: 0 | 1;
}

/** One number for every bar. */
export function constant(value: number): Operand {
  return { values: Float64Array.of(value), step: 0 };
}

/** A number for each bar. */
export function ofColumn(values: Float64Array): Operand {
  return { values, step: 1 };
}

/** The number at a bar; not a number where there is none. */
export function valueAt({ values, step }: Operand, bar: number): number {
  return values[bar * step] ?? Number.NaN;
}

/** The operand as a column of so many bars. */
export function spreadOut(operand: Operand, length: number): Float64Array {
  return operand.step === 1 ? operand.values : new Float64Array(length).fill(valueAt(operand, 0));
}

/** A number by its bar. */
export type Point = (bar: number) => number;

/** What an operation makes of two numbers of the same bar. */
export const pointOperations: Readonly<Record<Operation, (left: Point, right: Point) => Point>> = {
  '+': (left, right) => (bar) => left(bar) + right(bar),
  '-': (left, right) => (bar) => left(bar) - right(bar),
  '*': (left, right) => (bar) => left(bar) * right(bar),
  '/': (left, right) => (bar) => left(bar) / right(bar),
};

type Loop = (made: Float64Array, left: Operand, right: Operand) => void;

// One loop for each operation: a call for each bar would cost more than what it does.
const loops: Readonly<Record<Operation, Loop>> = {
  '+': (made, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < made.length; i += 1) made[i] = (l[i * a] ?? 0) + (r[i * b] ?? 0);
  },
  '-': (made, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < made.length; i += 1) made[i] = (l[i * a] ?? 0) - (r[i * b] ?? 0);
  },
  '*': (made, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < made.length; i += 1) made[i] = (l[i * a] ?? 0) * (r[i * b] ?? 0);
  },
  '/': (made, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < made.length; i += 1) made[i] = (l[i * a] ?? 0) / (r[i * b] ?? 0);
  },
};

/** What an operation makes of two operands, over so many bars. */
export function combined(operation: Operation, sides: readonly [Operand, Operand], length: number): Operand {
  const [left, right] = sides;
  const step = left.step === 0 && right.step === 0 ? 0 : 1;
  const values = new Float64Array(step === 0 ? 1 : length);
  loops[operation](values, left, right);
  return { values, step };
}
