import type { Expression, Period } from '../expression.ts';
import type { FunctionSpec } from './function.ts';
import { type FunctionName, functionOf } from './functions.ts';
import type { Reader } from './reader.ts';

/** Bars that a function may look at. */
const MOST_BARS = 2000;

/** Something that was given to a function. */
export interface Given {
  readonly expression: Expression;
  readonly at: number;
}

export interface Called {
  readonly name: FunctionName;
  readonly at: number;
  readonly given: readonly Given[];
}

/** Makes a call of what a function was given: its columns first, then whole numbers of bars. */
export function callOf(reader: Reader, { name, at, given }: Called): Expression {
  const spec = functionOf(name);
  const inputs = given.length - spec.periods.length;
  const isDefault = inputs === 0 && spec.unless !== undefined;
  if (!isDefault && inputs !== spec.inputs) reader.refuse('bad_arguments', at, `write ${usageOf(name, spec)}`);
  const columns = given.slice(0, Math.max(0, inputs)).map(({ expression }) => expression);
  return {
    ...{ kind: 'call', name },
    inputs: isDefault && spec.unless ? [{ kind: 'field', name: spec.unless }] : columns,
    periods: given.slice(Math.max(0, inputs)).map((one) => periodOf(reader, one)),
  };
}

/** How a function is written, `sma(close, n)`. */
export function usageOf(name: string, { inputs, unless, periods }: FunctionSpec): string {
  const columns = unless === undefined ? ['x', 'y'].slice(0, inputs) : [unless];
  const given = [...columns, ...periods];
  return given.length === 0 ? `${name}()` : `${name}(${given.join(', ')})`;
}

function periodOf(reader: Reader, { expression, at }: Given): Period {
  if (expression.kind === 'parameter') return parameterPeriod(reader, expression.name, at);
  if (expression.kind === 'number' && isPeriod(expression.value)) return expression.value;
  reader.refuse('bad_period', at, `takes a whole number of bars from 1 to ${MOST_BARS}, or a parameter`);
  return 1;
}

const isPeriod = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MOST_BARS;

function parameterPeriod(reader: Reader, name: string, at: number): Period {
  const bounds = reader.parameters[name];
  const isWhole = bounds !== undefined && isPeriod(bounds.from) && isPeriod(bounds.to) && Number.isInteger(bounds.step);
  if (!isWhole) reader.refuse('bad_period', at, `counts bars: ${name} must go from 1 to ${MOST_BARS} in whole steps`);
  return name;
}
