import { readConfig } from '@atc/core/kernel/config';
import { expect, test } from 'vitest';
import { jupiterSettings } from '../jupiter/settings.ts';
import { topstepxSettings } from '../topstepx/settings.ts';
import { webullSettings } from '../webull/settings.ts';
import { venues } from './venues.ts';

const CALL = 'AAPL261218C00240000';
const futures = {
  MARKET: 'live',
  LIVE_VENUE: 'topstepx',
  LIVE_SYMBOLS: 'MES,MNQ',
  TOPSTEPX_USER: 'desk',
  TOPSTEPX_API_KEY: 'key',
  TOPSTEPX_ACCOUNT_ID: '465',
};
const read = (variables: Readonly<Record<string, string>>) => readConfig(variables, venues);

test('every venue has a name of its own, and variables that no other reads', () => {
  expect(new Set(venues.map(({ name }) => name)).size).toBe(venues.length);
  const names = venues.flatMap(({ variables }) => variables.names);
  expect(new Set(names).size).toBe(names.length);
});

test.each(venues.map((venue) => [venue.name, venue] as const))(
  'chaos lets processes die where %s takes its stops back only if stops rest there',
  (_, { stopsRest, deaths }) => {
    expect(deaths.stops !== undefined).toBe(stopsRest);
  },
);

test.each([
  ['jupiter', [], 'crypto'],
  ['topstepx', ['MES'], 'future'],
  ['webull', ['AAPL', 'NVDA'], 'equity'],
  ['webull', [CALL, 'NVDA270115P00150000'], 'option'],
] as const)('what %s trades by %j is of the class %s', (name, symbols, assetClass) => {
  const venue = venues.find((known) => known.name === name);
  expect(venue?.classOf(symbols)).toBe(assetClass);
  expect(venue?.assetClasses).toContain(assetClass);
});

test('shares and options do not share an account', () => {
  const venue = venues.find(({ name }) => name === 'webull');
  expect(() => venue?.classOf(['AAPL', CALL])).toThrow('names shares and options');
});

test('a venue is read whole or not at all', () => {
  const config = read({ ...futures, TRADING_MODE: 'live', TOPSTEPX_ATTENDED: 'on' });
  expect(topstepxSettings.settingsOf(config)).toMatchObject({
    ...{ userName: 'desk', accountId: 465, attended: true, hubsUrl: 'https://rtc.topstepx.com/hubs' },
  });
  expect(webullSettings.settingsOf(config)).toBeNull();
});

test.each([
  [{ MARKET: 'live', LIVE_VENUE: 'webull' }, /LIVE_VENUE=webull needs WEBULL_APP_KEY.*LIVE_SYMBOLS/],
  [{ ...futures, TOPSTEPX_ACCOUNT_ID: '' }, /LIVE_VENUE=topstepx needs TOPSTEPX_ACCOUNT_ID/],
  [{ ...futures, TRADING_MODE: 'live' }, /no unattended and no remote bot: TOPSTEPX_ATTENDED=on/],
  [{ SIGNER_URL: 'http://127.0.0.1:3999' }, /SIGNER_URL needs SIGNER_TOKEN/],
  [{ SIGNER_URL: 'http://10.0.0.7:3999', SIGNER_TOKEN: 'x'.repeat(32) }, /SIGNER_URL is plain http to another machine/],
  [{ SIGNER_URL: 'http://localhost.example', SIGNER_TOKEN: 'x'.repeat(32) }, /plain http to another machine/],
  [{ WALLET_DAILY_USD: '0' }, /WALLET_DAILY_USD was given "0"/],
])('%j stops the start and says what is wrong', (variables, message) => {
  expect(() => read(variables)).toThrow(message);
});

test.each(['http://127.0.0.1:3999', 'http://[::1]:3999', 'http://localhost:3999', 'https://signer.example'])(
  'the token of a signer may travel to %s',
  (url) => {
    const config = read({ SIGNER_URL: url, SIGNER_TOKEN: 'x'.repeat(32) });
    expect(jupiterSettings.settingsOf(config).signer).toMatchObject({ url });
  },
);
