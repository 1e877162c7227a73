import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a heading stands over the rows, and nothing over none', () => {
  expect(toCsv([{ token: 'SOL', pnl: -1.5, note: null }])).toBe('token,pnl,note\nSOL,-1.5,\n');
  expect(toCsv([])).toBe('');
});

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['-1+cmd', "'-1+cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1.5', '-1.5'],
  ['a,b', '"a,b"'],
  ['two\nlines', '"two\nlines"'],
])('a cell of %j is written as %j', (cell, written) => {
  expect(toCsv([{ cell }])).toBe(`cell\n${written}\n`);
});
