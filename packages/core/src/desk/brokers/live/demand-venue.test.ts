import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Venue } from '../../venue/index.ts';
import { demandVenue, livePlaceOf } from './demand-venue.ts';

function venueOf(name: string, assetClass: Venue['assetClasses'][0]): Venue {
  return {
    name,
    title: name.toUpperCase(),
    assetClasses: [assetClass],
    variables: { schema: z.object({}), names: [], needs: [], faultsOf: () => [] },
    mustBeAttended: false,
    stopsRest: false,
    hosting: { mayBeHosted: false, connects: 'api_key', condition: 'never' },
    classOf: () => assetClass,
    open: () => Promise.reject(new Error('not opened here')),
    market: () => Promise.reject(new Error('no market here')),
  };
}

const venues = [venueOf('jupiter', 'crypto'), venueOf('webull', 'equity')];

test('the configured venue is found by its name, wherever it stands', () => {
  expect(demandVenue({ liveVenue: 'webull' }, venues).name).toBe('webull');
  expect(demandVenue({ liveVenue: 'jupiter' }, venues).name).toBe('jupiter');
});

test('a venue that nobody knows refuses the start by name', () => {
  expect(() => demandVenue({ liveVenue: 'nasdaq' }, venues)).toThrow('this program knows no venue nasdaq');
});

test('no venue at all refuses the start', () => {
  expect(() => demandVenue({ liveVenue: null }, venues)).toThrow('this program knows no venue at all');
});

test('what is traded for real is accounted for by venue and class', () => {
  expect(livePlaceOf({ liveVenue: 'webull', liveSymbols: ['SPY'] }, venues)).toEqual({
    venue: 'webull',
    assetClass: 'equity',
  });
});
