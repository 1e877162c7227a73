import fc from 'fast-check';
import { expect, test } from 'vitest';
import { functions } from './functions.ts';
import { isFault, parseCondition, parseExpression } from './index.ts';

const parameters = { n: { from: 5, to: 50, step: 5 }, k: { from: 0.5, to: 2, step: 0.5 } };
const fault = (text: string) => {
  const read = parseCondition(text, parameters);
  return isFault(read) ? `${read.fault} ${read.at}: ${read.says}` : null;
};

const COMPARISONS = '>, <, >=, <=, crosses above or crosses below';

test.each([
  'close > sma(100)',
  'BTC: close > sma(n)',
  '1INCH: close < open',
  'ema(12) crosses above ema(26)',
  'macd(12, 26) crosses below macd_signal(12, 26, 9)',
  'close > ago(highest(20), 1)',
  'ema(rsi(14), 9) >= 50 - 2 * k',
  '-change(n) <= max(abs(change(5)), 0.1) / (1 + volatility(20))',
  'sma(volume, 20) < volume_mean(50)',
  'hour >= 8',
])('%s is read', (text) => {
  expect(fault(text)).toBeNull();
});

test.each([
  ['clsoe > 1', 'unknown_name 1: there is no clsoe'],
  ['close > smaa(5)', 'unknown_name 9: there is no function smaa'],
  ['close > sma', 'unknown_name 9: sma is a function: brackets follow it'],
  ['close > sma(-5)', 'bad_period 13: takes a whole number of bars from 1 to 2000, or a parameter'],
  ['close > ago(close, -1)', 'bad_period 20: takes a whole number of bars from 1 to 2000, or a parameter'],
  ['close > ago(close, 0)', 'bad_period 20: takes a whole number of bars from 1 to 2000, or a parameter'],
  ['close > sma(k)', 'bad_period 13: counts bars: k must go from 1 to 2000 in whole steps'],
  ['close > sma(2 * n)', 'bad_period 13: takes a whole number of bars from 1 to 2000, or a parameter'],
  ['close > macd(12)', 'bad_arguments 9: write macd(close, short, long)'],
  ['close > min(1)', 'bad_arguments 9: write min(x, y)'],
  ['close > ago(5)', 'bad_arguments 9: write ago(x, n)'],
  ['close', 'no_comparison 6: the end stands where >, <, >=, <=, crosses above or crosses below should'],
  ['close crosses 5', `no_comparison 7: “crosses” stands where ${COMPARISONS} should`],
  ['close > (1 + 2', 'unexpected 15: the end stands where a bracket that closes should'],
  ['close > 1 2', 'unexpected 11: “2” stands where the end should'],
  ['close[1] > 2', 'unknown_sign 6: “[1] > 2” cannot be read'],
  ['close == 2', 'unknown_sign 7: “== 2” cannot be read'],
  ['BTC: close > sma(0)', 'bad_period 18: takes a whole number of bars from 1 to 2000, or a parameter'],
  ['close > 1.', 'unknown_sign 9: “1.” cannot be read'],
  ['constructor > 1', 'unknown_name 1: there is no constructor'],
  ['close > toString(1)', 'unknown_name 9: there is no function toString'],
  ['', 'unexpected 1: the end stands where a number, a name or a bracket should'],
  [`close > ${Array.from({ length: 25 }, () => '1').join(' + ')}`, 'too_long 87: has more than 40 parts'],
  [`close > ${'('.repeat(400)}`, 'too_long 400: is too long'],
])('%s is refused with the place of its fault', (text, said) => {
  expect(fault(text)).toBe(said);
});

test('a product comes before a sum, and equal signs are taken from the left', () => {
  expect(parseExpression('1 - 2 - 3 * 4', {})).toEqual({
    ...{ kind: 'operation', operation: '-' },
    left: {
      ...{ kind: 'operation', operation: '-' },
      ...{ left: { kind: 'number', value: 1 }, right: { kind: 'number', value: 2 } },
    },
    right: {
      ...{ kind: 'operation', operation: '*' },
      ...{ left: { kind: 'number', value: 3 }, right: { kind: 'number', value: 4 } },
    },
  });
});

test('whatever is written, it is read or has a fault with a place in it: nothing is thrown', () => {
  const pieces = [
    ...Object.keys(functions),
    ...['close', 'n', 'k', '(', ')', ',', '+', '-', '*', '/', '>', '<', '>=', 'crosses', 'above', 'BTC:', '1', '20'],
    ...['__proto__', 'constructor', '\u0000', '.', '1e9', '“', '=', '[', '\n', '\ud800'],
  ];
  const text = fc
    .uint8Array({ maxLength: 24 })
    .map((bytes) => Array.from(bytes, (byte) => pieces[byte % pieces.length]).join((bytes[0] ?? 0) % 4 > 0 ? ' ' : ''));
  fc.assert(
    fc.property(text, (written) => {
      const read = parseCondition(written, parameters);
      if (isFault(read)) return read.at >= 1 && read.at <= written.length + 1 && read.says.length > 0;
      return read.kind === 'comparison';
    }),
    { numRuns: 10_000 },
  );
});
