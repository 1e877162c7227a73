import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, printable } from './index.ts';

const code = (...points: number[]) => String.fromCodePoint(...points);

test.each([
  ['escape sequences', `${code(0x1b)}[2Jgone`, ' [2Jgone'],
  ['the escape of C1', `${code(0x9b)}2Jgone`, ' 2Jgone'],
  ['line breaks of every kind', `a\r\nb\u2028c\u2029d${code(0x85)}e\vf\fg`, 'a b c d e f g'],
  ['what turns the direction of reading', `buy \u202e001\u202c \u2066x\u2069`, 'buy 001 x'],
  ['what has no width', 'SO\u200bL \u2060now', 'SOL now'],
  ['tag characters', `SOL${code(0xe0041)}`, 'SOL'],
  ['half a pair', 'a\ud83d b', 'a b'],
])('of %s nothing reaches a terminal', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test.each(['bought 41,200 BONK at 0.00002431', 'ΔΣ, für “Anna” – 5 %', '東京 العربية 🚀'])(
  '%j stays as it is',
  (text) => {
    expect(printable(text)).toBe(text);
  },
);

test('whatever somebody writes, a terminal and the books see no sign that does something', () => {
  const acts = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(acts);
      expect(plainText(text, 100)).not.toMatch(acts);
    }),
  );
});
