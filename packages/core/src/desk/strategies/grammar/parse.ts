import { type Comparison, type Expression, type Fault, type Relation, relations } from '../expression.ts';
import { LONGEST_TEXT } from '../strategy.ts';
import { readExpression } from './read-expression.ts';
import { openReader, type Parameters, type Reader, sayToken } from './reader.ts';
import { tokensOf } from './tokens.ts';

/** Another token in front of a condition. */
const SYMBOL = /^\s*([A-Z0-9]{1,20})\s*:/;

/** Reads a condition, `BTC: close > sma(n)`. A fault has a name and a place; nothing is thrown. */
export function parseCondition(text: string, parameters: Parameters): Comparison | Fault {
  const prefix = SYMBOL.exec(text);
  const symbol = prefix?.[1] ?? null;
  return parse(text, { parameters, before: prefix?.[0].length ?? 0 }, (reader) => {
    const left = readExpression(reader);
    const relation = readRelation(reader);
    return { kind: 'comparison', symbol, left, relation, right: readExpression(reader) };
  });
}

/** Reads a number for each bar, `3 * atr(14)`. A fault has a name and a place; nothing is thrown. */
export function parseExpression(text: string, parameters: Parameters): Expression | Fault {
  return parse(text, { parameters, before: 0 }, readExpression);
}

/** Returns whether a text could not be read. */
export function isFault(read: Comparison | Expression | Fault): read is Fault {
  return 'fault' in read;
}

interface Parsed {
  readonly parameters: Parameters;
  /** Characters before those that are read. */
  readonly before: number;
}

function parse<T>(text: string, { parameters, before }: Parsed, read: (reader: Reader) => T): T | Fault {
  if (text.length > LONGEST_TEXT) return { fault: 'too_long', at: LONGEST_TEXT, says: 'is too long' };
  const tokens = tokensOf(text.slice(before), before);
  if ('fault' in tokens) return tokens;
  const reader = openReader(tokens, parameters);
  const found = read(reader);
  const rest = reader.next();
  if (rest.kind !== 'end') reader.refuse('unexpected', rest.at, `${sayToken(rest)} stands where the end should`);
  return reader.fault ?? found;
}

function readRelation(reader: Reader): Relation {
  const token = reader.take();
  const text = token.text === 'crosses' ? `crosses ${reader.take().text}` : token.text;
  const relation = relations.find((one) => one === text);
  if (relation) return relation;
  const wanted = '>, <, >=, <=, crosses above or crosses below';
  reader.refuse('no_comparison', token.at, `${sayToken(token)} stands where ${wanted} should`);
  return '>';
}
