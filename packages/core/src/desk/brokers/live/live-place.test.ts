import { expect, test } from 'vitest';
import { livePlaceOf } from './live-place.ts';

const CALL = 'AAPL261218C00240000';

test.each([
  ['jupiter', [], { venue: 'jupiter', assetClass: 'crypto' }],
  ['topstepx', ['MES'], { venue: 'topstepx', assetClass: 'future' }],
  ['webull', ['AAPL', 'NVDA'], { venue: 'webull', assetClass: 'equity' }],
  ['webull', [CALL, 'NVDA270115P00150000'], { venue: 'webull', assetClass: 'option' }],
] as const)('what %s trades by %j has an account of its own', (liveVenue, liveSymbols, place) => {
  expect(livePlaceOf({ liveVenue, liveSymbols })).toEqual(place);
});

test('shares and options do not share an account', () => {
  expect(() => livePlaceOf({ liveVenue: 'webull', liveSymbols: ['AAPL', CALL] })).toThrow('names shares and options');
});
