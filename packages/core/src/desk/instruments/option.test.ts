import { expect, test } from 'vitest';
import { canBeSold, hasClosed, hasLastDay, occOf, readOption } from './option.ts';

test.each([
  ['AAPL261218C00240000', ['AAPL', '2026-12-18', 'CALL', '240']],
  ['NIO260918P00003500', ['NIO', '2026-09-18', 'PUT', '3.5']],
  ['SPXW261127C06000000', ['SPXW', '2026-11-27', 'CALL', '6000']],
  ['F261218C00012125', ['F', '2026-12-18', 'CALL', '12.125']],
])('%s tells what it is on, its last day, its kind and its strike, and is written the same again', (occ, told) => {
  const option = readOption(occ);
  expect(option && [option.root, option.expiresOn, option.type, option.strike.toFixed()]).toEqual(told);
  expect(option && occOf(option)).toBe(occ);
});

test.each(['AAPL', 'BRK.B', 'SOL_USDT', 'CON.F.US.MES.Z26', 'AAPL261318C00240000', 'AAPL261218X00240000', ''])(
  '%s is no option',
  (contract) => {
    expect(readOption(contract)).toBeNull();
  },
);

test.each([
  ['on the evening before', '2026-12-18T04:59:59Z', false],
  ['from midnight in New York on', '2026-12-18T05:00:00Z', true],
  ['and ever after', '2027-01-04T15:00:00Z', true],
])('%s its last day has come: %s %s', (_, at, come) => {
  expect(hasLastDay('AAPL261218C00240000', new Date(at))).toBe(come);
});

test.each([
  ['2026-12-18T20:59:00Z', false, true],
  ['2026-12-18T21:00:00Z', true, false],
  ['2026-12-19T15:00:00Z', true, false],
  ['2026-12-17T15:00:00Z', false, true],
  ['2026-12-17T14:29:00Z', false, false],
  ['2026-12-13T15:00:00Z', false, false],
])('at %s its last session has ended: %s, it can be sold: %s', (at, ended, sold) => {
  const contract = 'AAPL261218C00240000';
  expect([hasClosed(contract, new Date(at)), canBeSold(contract, new Date(at))]).toEqual([ended, sold]);
});

test('a share has no last day, and can be sold at any time', () => {
  expect(canBeSold('AAPL', new Date('2026-12-13T15:00:00Z'))).toBe(true);
  expect(hasLastDay('AAPL', new Date('2099-01-01'))).toBe(false);
});
