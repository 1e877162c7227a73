import { expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

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

const futures = {
  MARKET: 'live',
  LIVE_VENUE: 'topstepx',
  LIVE_SYMBOLS: 'MES,MNQ',
  TOPSTEPX_USER: 'desk',
  TOPSTEPX_API_KEY: 'key',
  TOPSTEPX_ACCOUNT_ID: '465',
};

test('a venue is read whole or not at all', () => {
  expect(readConfig({ ...futures, TRADING_MODE: 'live', TOPSTEPX_ATTENDED: 'on' })).toMatchObject({
    liveVenue: 'topstepx',
    liveSymbols: ['MES', 'MNQ'],
    topstepx: { userName: 'desk', accountId: 465, attended: true, hubsUrl: 'https://rtc.topstepx.com/hubs' },
    webull: null,
  });
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
  [{ MARKET: 'live', LIVE_VENUE: 'webull' }, /LIVE_VENUE=webull needs WEBULL_APP_KEY.*LIVE_SYMBOLS/],
  [{ LIVE_SYMBOLS: 'mes' }, /LIVE_SYMBOLS was given "mes": must be symbols/],
  [{ ...futures, TOPSTEPX_ACCOUNT_ID: '' }, /LIVE_VENUE=topstepx needs TOPSTEPX_ACCOUNT_ID/],
  [{ ...futures, TRADING_MODE: 'live' }, /no unattended and no remote bot: TOPSTEPX_ATTENDED=on/],
  [{ SOLANA_RPC_URLS: 'https://one.example,two' }, /SOLANA_RPC_URLS was given a value: must be http/],
  [{ SIGNER_URL: 'http://127.0.0.1:3999' }, /SIGNER_URL needs SIGNER_TOKEN/],
  [{ SIGNER_URL: 'http://10.0.0.7:3999', SIGNER_TOKEN: 'x'.repeat(32) }, /SIGNER_URL is plain http to another machine/],
  [{ SIGNER_URL: 'http://localhost.example', SIGNER_TOKEN: 'x'.repeat(32) }, /plain http to another machine/],
  [{ WALLET_DAILY_USD: '0' }, /WALLET_DAILY_USD was given "0"/],
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

test.each(['http://127.0.0.1:3999', 'http://[::1]:3999', 'http://localhost:3999', 'https://signer.example'])(
  'the token of a signer may travel to %s',
  (url) => {
    expect(readConfig({ SIGNER_URL: url, SIGNER_TOKEN: 'x'.repeat(32) }).signer).toMatchObject({ url });
  },
);

test('a secret is never printed', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  );
});
