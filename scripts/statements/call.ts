import {
  type CallExpression,
  isBlock,
  isPropertyAccessExpression,
  isReturnStatement,
  type Node,
} from 'typescript/unstable/ast';
import { isFunction, keyOf } from './code.ts';
import { type Evaluator, filled, type Scope, UnresolvedError, type Value, type Values, type Written } from './value.ts';

/** What a call gives back. */
export function calledBy(its: Evaluator, call: CallExpression, scope: Scope): Values {
  const callee = call.expression;
  const [first, second] = call.arguments;
  if (callee.getText() === 'Prisma.join' && first) return joined(its, { list: first, between: second }, scope);
  if (callee.getText() === 'Prisma.raw' && first) return its.evaluate(first, scope).flatMap(asSql);
  // Its questions are statements of their own; asked together they are one column of JSON.
  if (callee.getText() === 'carried') return [carriedAnswers];
  if (isPropertyAccessExpression(callee) && callee.name.text === 'map' && first)
    return mapped(its, { list: callee.expression, each: first }, scope);
  return its.evaluate(callee, scope).flatMap((value) => {
    if (value.kind !== 'function') throw new UnresolvedError(its.code, call, 'calls what is no function of ours');
    const given = call.arguments.map((argument) => () => its.evaluate(argument, scope));
    return returned(its, value, given);
  });
}

const carriedAnswers: Value = {
  kind: 'object',
  fields: new Map([['column', (): Values => [{ kind: 'sql', text: "'[]'::json" }]]]),
};

const asSql = (value: Value): Values =>
  value.kind === 'text' || value.kind === 'sql' ? [{ kind: 'sql', text: value.text }] : [];

interface Join {
  readonly list: Node;
  readonly between: Node | undefined;
}

function joined(its: Evaluator, { list, between }: Join, scope: Scope): Values {
  const [separator] = between ? its.evaluate(between, scope) : [];
  const gap = separator?.kind === 'text' ? separator.text : ',';
  return its.evaluate(list, scope).flatMap((value): Values => {
    if (value.kind !== 'list') throw new UnresolvedError(its.code, list, 'is no list');
    const items = value.items.map((item) => item.flatMap(asSql).map((one) => ('text' in one ? one.text : '')));
    const texts = ['', ...items.slice(1).map(() => gap), ''];
    return filled(items.length > 0 ? texts : [''], items).map((text) => ({ kind: 'sql', text }));
  });
}

interface Mapping {
  readonly list: Node;
  readonly each: Node;
}

/** A list of what each becomes; of one where running only tells of how many. */
function mapped(its: Evaluator, { list, each }: Mapping, scope: Scope): Values {
  const items = knownItems(its, list, scope) ?? [undefined];
  return its.evaluate(each, scope).flatMap((value): Values => {
    if (value.kind !== 'function') throw new UnresolvedError(its.code, each, 'is no function of ours');
    return [{ kind: 'list', items: items.map((item) => returned(its, value, item ? [() => item] : [])) }];
  });
}

function knownItems(its: Evaluator, list: Node, scope: Scope): readonly Values[] | null {
  try {
    const [value] = its.evaluate(list, scope);
    return value?.kind === 'list' ? value.items : null;
  } catch (error) {
    if (error instanceof UnresolvedError) return null;
    throw error;
  }
}

/** All that a function may give back for these arguments. */
function returned(
  its: Evaluator,
  { written, scope }: Extract<Value, { kind: 'function' }>,
  given: readonly (() => Values)[],
): Values {
  const inner = new Map(scope);
  written.parameters.forEach((parameter, i) => {
    const value = given[i];
    if (value) inner.set(keyOf(parameter), value);
  });
  return returnsOf(written).flatMap((expression) => its.evaluate(expression, inner));
}

function returnsOf(written: Written): readonly Node[] {
  const { body } = written;
  if (!body) return [];
  if (!isBlock(body)) return [body];
  const found: Node[] = [];
  const look = (node: Node): void => {
    if (isReturnStatement(node) && node.expression) found.push(node.expression);
    else if (!isFunction(node)) node.forEachChild(look);
  };
  look(body);
  return found;
}
