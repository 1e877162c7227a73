import { lengthsOf } from './compile/index.ts';
import type { Comparison, Expression, Rule } from './expression.ts';
import { functionOf } from './grammar/functions.ts';
import type { Prepared } from './prepared.ts';
import type { Values } from './strategy.ts';

/** Bars that the size by volatility looks at, besides the first. */
export const VOLATILITY_BARS = 20;

/** How many closed bars a strategy must see before each of its texts says something: more would change nothing. */
export function lookbackOf(prepared: Prepared, values: Values): number {
  const { regime, entry, exit, strategy } = prepared;
  const warmUps = [
    ...[regime, entry, exit].map((rule) => warmUpOfRule(rule, values)),
    ...numbersOf(prepared).map((one) => warmUpOf(one, values)),
    strategy.size.kind === 'volatility' ? VOLATILITY_BARS : 0,
  ];
  return Math.max(...warmUps) + 1;
}

/** Every text of a strategy that is a number. */
export function numbersOf({ rank, stop, trailing, target, hours }: Prepared): readonly Expression[] {
  return [rank, stop, trailing, target, hours].filter((one) => one !== null);
}

/** The comparisons of conditions. */
export function comparisonsOf(rule: Rule): readonly Comparison[] {
  return rule.kind === 'comparison' ? [rule] : rule.of.flatMap(comparisonsOf);
}

function warmUpOfRule(rule: Rule, values: Values): number {
  const each = comparisonsOf(rule).map(({ left, right, relation }) => {
    const sides = Math.max(warmUpOf(left, values), warmUpOf(right, values));
    return relation.startsWith('crosses') ? sides + 1 : sides;
  });
  return Math.max(0, ...each);
}

/** Bars before the first value of an expression. */
export function warmUpOf(expression: Expression, values: Values): number {
  if (expression.kind === 'operation')
    return Math.max(warmUpOf(expression.left, values), warmUpOf(expression.right, values));
  if (expression.kind !== 'call') return 0;
  const lengths = lengthsOf(expression.periods, values);
  const inputs = Math.max(0, ...expression.inputs.map((input) => warmUpOf(input, values)));
  return inputs + functionOf(expression.name).warmUp(lengths[0] ?? 1, lengths);
}

/** Other tokens that a strategy looks at. */
export function otherSymbols({ regime, entry, exit }: Prepared): readonly string[] {
  const named = [regime, entry, exit].flatMap(comparisonsOf).flatMap(({ symbol }) => symbol ?? []);
  return [...new Set(named)].sort();
}
