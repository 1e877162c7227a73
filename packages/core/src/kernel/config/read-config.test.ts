import { expect, test } from 'vitest';
import { z } from 'zod';
import { bare, http } from './kinds.ts';
import { readConfig } from './read-config.ts';
import { declareVariables } from './venue-variables.ts';

test('an empty environment gives the paper company on the simulated market', () => {
  expect(readConfig({})).toMatchObject({
    market: 'simulated',
    tradingMode: 'paper',
    speed: '60',
    port: 3000,
    host: '127.0.0.1',
  });
});

test('an empty variable is an unset one', () => {
  expect(readConfig({ PORT: '' }).port).toBe(3000);
});

const variables = declareVariables({
  schema: z.object({ FAR_URL: http.default('https://far.example/'), FAR_KEY: z.string().min(3).optional() }),
  needs: ['FAR_KEY', 'LIVE_SYMBOLS'],
  faults: ({ FAR_KEY: key }, { tradingMode, isLive }) =>
    isLive && tradingMode === 'live' && key === 'demo' ? ['the demo key trades no real money'] : [],
  read: (values) => ({ url: bare(values.FAR_URL), key: values.FAR_KEY ?? null }),
});
const near = { name: 'near', variables: declareVariables({ schema: z.object({}), needs: [], read: () => null }) };
const far = { name: 'far', variables };
const venues = [near, far];
const live = { MARKET: 'live', LIVE_VENUE: 'far', LIVE_SYMBOLS: 'A,B', FAR_KEY: 'secret-of-far' };

test('a venue makes settings of its own variables, which the configuration only keeps', () => {
  const config = readConfig(live, venues);
  expect(config).toMatchObject({
    liveVenue: 'far',
    liveSymbols: ['A', 'B'],
    venueVariables: { FAR_KEY: live.FAR_KEY },
  });
  expect(variables.settingsOf(config)).toEqual({ url: 'https://far.example', key: live.FAR_KEY });
});

test('the first venue is the one that is looked at unless another is named', () => {
  expect(readConfig({ MARKET: 'live' }, venues).liveVenue).toBe('near');
});

test.each([
  [{ LIVE_VENUE: 'mars' }, /LIVE_VENUE was given "mars": must be one of near, far/],
  [{ MARKET: 'live', LIVE_VENUE: 'far' }, /MARKET=live with LIVE_VENUE=far needs FAR_KEY.*LIVE_SYMBOLS/],
  [{ ...live, TRADING_MODE: 'live', FAR_KEY: 'demo' }, /the demo key trades no real money/],
  [{ FAR_URL: 'ftp://far.example' }, /FAR_URL was given a value: must be an http/],
  [{ FARR_URL: 'https://far.example' }, /FARR_URL is not a variable.*FAR_URL/],
  [{ FAR_KEY: 'x' }, /FAR_KEY was given a value/],
])('%j of a venue stops the start and says what is wrong', (given, message) => {
  expect(() => readConfig(given, venues)).toThrow(message);
});

test('a live market needs a venue', () => {
  expect(() => readConfig({ MARKET: 'live' })).toThrow('MARKET=live needs a venue');
});

test.each([
  [{ PORT: '70000' }, /PORT was given "70000": must be a whole number from 0 to 65535/],
  [{ PORT: 'web' }, /PORT was given "web": must be a whole number from 0 to 65535$/],
  [{ PORT: ' ' }, /PORT was given " "/],
  [{ PORT: '1e3' }, /PORT was given "1e3"/],
  [{ LLM_DAILY_USD: 'two' }, /LLM_DAILY_USD was given "two": must be a number of USD/],
  [{ LLM_DAILY_USD: 'Infinity' }, /LLM_DAILY_USD was given "Infinity": must be a number of USD/],
  [{ DATABASE_URL: 'mysql://host/db' }, /DATABASE_URL was given a value: must be an address such as postgresql/],
  [{ OPENAI_BASE_URL: 'file:///etc/passwd' }, /OPENAI_BASE_URL was given a value: must be an http/],
  [{ CRON_SECRET: `${'x'.repeat(32)} y` }, /CRON_SECRET was given a value: must have no spaces/],
  [{ SPEED: 'fast' }, /SPEED was given "fast".*max/],
  [{ SPEED: '0' }, /SPEED was given "0"/],
  [{ SPED: '60' }, /SPED is not a variable.*SPEED/],
  [{ PROT: '10' }, /PROT is not a variable.*PORT/],
  [{ MARKET: 'paper' }, /MARKET was given "paper"/],
  [{ MARKET: 'replay' }, /MARKET=replay needs REPLAY_DIR/],
  [{ TRADING_MODE: 'live' }, /TRADING_MODE=live needs MARKET=live/],
  [{ LIVE_SYMBOLS: 'mes' }, /LIVE_SYMBOLS was given "mes": must be symbols/],
  [{ SOLANA_RPC_URLS: 'https://one.example,two' }, /SOLANA_RPC_URLS was given a value: must be http/],
  [{ MIND: 'openai' }, /MIND=openai needs OPENAI_API_KEY/],
  [{ OPENAI_MODELS: 'atlas' }, /OPENAI_MODELS was given "atlas": must be agent:model pairs/],
  [{ WEBHOOK_URL: 'ftp://files.example' }, /WEBHOOK_URL was given a value/],
  [{ WEBHOOK_SECRET: 'x'.repeat(32) }, /need WEBHOOK_URL/],
  [{ WEBHOOK_URL: 'https://t.example', WEBHOOK_FORMAT: 'telegram' }, /telegram needs WEBHOOK_CHAT_ID/],
  [{ OPERATOR_KEY: 'short' }, /OPERATOR_KEY was given a value: must have at least 32/],
  [{ REPLAY_FROM: 'monday' }, /REPLAY_FROM was given "monday": must be a date such as/],
  [
    { REPLAY_DIR: 'x', MARKET: 'replay', REPLAY_FROM: '2025-02-01', REPLAY_TO: '2025-01-01' },
    /REPLAY_FROM must be before REPLAY_TO/,
  ],
])('%j stops the start and says what is wrong', (variables, message) => {
  expect(() => readConfig(variables)).toThrow(message);
});

test('a secret is never printed', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  );
});
