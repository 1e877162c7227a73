import type { Relation } from '../expression.ts';
import type { Operand } from './operand.ts';

type Loop = (holds: Uint8Array, left: Operand, right: Operand) => void;

// What is not a number compares as false with everything: without a value nothing holds.
const loops: Readonly<Record<Relation, Loop>> = {
  '>': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < holds.length; i += 1) if ((l[i * a] ?? 0) > (r[i * b] ?? 0)) holds[i] = 1;
  },
  '<': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < holds.length; i += 1) if ((l[i * a] ?? 0) < (r[i * b] ?? 0)) holds[i] = 1;
  },
  '>=': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < holds.length; i += 1) if ((l[i * a] ?? 0) >= (r[i * b] ?? 0)) holds[i] = 1;
  },
  '<=': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 0; i < holds.length; i += 1) if ((l[i * a] ?? 0) <= (r[i * b] ?? 0)) holds[i] = 1;
  },
  'crosses above': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 1; i < holds.length; i += 1)
      if ((l[i * a] ?? 0) > (r[i * b] ?? 0) && (l[(i - 1) * a] ?? 0) <= (r[(i - 1) * b] ?? 0)) holds[i] = 1;
  },
  'crosses below': (holds, { values: l, step: a }, { values: r, step: b }) => {
    for (let i = 1; i < holds.length; i += 1)
      if ((l[i * a] ?? 0) < (r[i * b] ?? 0) && (l[(i - 1) * a] ?? 0) >= (r[(i - 1) * b] ?? 0)) holds[i] = 1;
  },
};

/** 1 at each of so many bars where a relation holds between two operands, else 0. */
export function related(relation: Relation, sides: readonly [Operand, Operand], length: number): Uint8Array {
  const holds = new Uint8Array(length);
  loops[relation](holds, ...sides);
  return holds;
}
