import { type Expression, fields, type Operation } from '../expression.ts';
import { isFunction } from './functions.ts';
import { callOf, type Given } from './read-call.ts';
import { type Reader, sayToken } from './reader.ts';
import type { Token } from './tokens.ts';

const NOTHING: Expression = { kind: 'number', value: Number.NaN };

const SUMS: readonly Operation[] = ['+', '-'];
const PRODUCTS: readonly Operation[] = ['*', '/'];

/** Reads sums of products of numbers, names, calls and what stands in brackets. */
export function readExpression(reader: Reader): Expression {
  return readChain(reader, SUMS, () => readChain(reader, PRODUCTS, () => readFactor(reader)));
}

/** Reads parts with operations between them, the first two before the others. */
function readChain(reader: Reader, operations: readonly Operation[], readPart: () => Expression): Expression {
  let left = readPart();
  for (;;) {
    const { text, at } = reader.next();
    const operation = operations.find((one) => one === text);
    if (!operation) return left;
    reader.take();
    reader.count(at);
    left = { kind: 'operation', operation, left, right: readPart() };
  }
}

function readFactor(reader: Reader): Expression {
  const token = reader.take();
  if (token.kind === 'end') return refuse(reader, token);
  if (token.kind === 'name') return readName(reader, token);
  if (token.kind === 'number') return counted(reader, token, { kind: 'number', value: Number(token.text) });
  if (token.text === '-') return negated(readFactor(reader));
  if (token.text !== '(') return refuse(reader, token);
  const inside = readExpression(reader);
  if (!reader.takes(')')) refuse(reader, reader.next(), 'a bracket that closes');
  return inside;
}

function counted(reader: Reader, { at }: Token, expression: Expression): Expression {
  reader.count(at);
  return expression;
}

function negated(of: Expression): Expression {
  if (of.kind === 'number') return { kind: 'number', value: -of.value };
  return { kind: 'operation', operation: '-', left: { kind: 'number', value: 0 }, right: of };
}

function refuse(reader: Reader, token: Token, wanted = 'a number, a name or a bracket'): Expression {
  reader.refuse('unexpected', token.at, `${sayToken(token)} stands where ${wanted} should`);
  return NOTHING;
}

function readName(reader: Reader, token: Token): Expression {
  const name = token.text;
  if (reader.next().text === '(') return readCall(reader, token);
  const field = fields.find((one) => one === name);
  if (field) return counted(reader, token, { kind: 'field', name: field });
  if (Object.hasOwn(reader.parameters, name)) return counted(reader, token, { kind: 'parameter', name });
  const hint = isFunction(name) ? `${name} is a function: brackets follow it` : `there is no ${name}`;
  reader.refuse('unknown_name', token.at, hint);
  return NOTHING;
}

function readCall(reader: Reader, token: Token): Expression {
  const { text: name, at } = token;
  reader.take();
  if (!isFunction(name)) {
    reader.refuse('unknown_name', at, `there is no function ${name}`);
    return NOTHING;
  }
  const given = readGiven(reader);
  return counted(reader, token, callOf(reader, { name, at, given }));
}

function readGiven(reader: Reader): readonly Given[] {
  const given: Given[] = [];
  if (reader.takes(')')) return given;
  do {
    const { at } = reader.next();
    given.push({ at, expression: readExpression(reader) });
  } while (reader.takes(','));
  if (!reader.takes(')')) refuse(reader, reader.next(), 'a comma or a bracket that closes');
  return given;
}
