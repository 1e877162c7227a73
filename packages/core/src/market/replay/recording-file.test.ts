import { expect, test } from 'vitest';
import { looksLikeRecording, parseRecordingName, recordingFault } from './recording-file.ts';

const MINUTE = 60_000;

test.each([
  ['BONK_USDT-5m.csv.gz', 'BONK_USDT', 5 * MINUTE],
  ['SOL_USD-1h.csv', 'SOL_USD', 60 * MINUTE],
  ['WIF_USDT-perp-1m.csv.gz', 'WIF_USDT-perp', MINUTE],
  ['WIF_USDT-spot-15m.csv', 'WIF_USDT-spot', 15 * MINUTE],
  ['BTC_USDC-1d.csv', 'BTC_USDC', 1440 * MINUTE],
])('%s is a recording of %s', (file, contract, intervalMs) => {
  const [symbol, quote] = contract.replace(/-.*/, '').split('_');
  expect(parseRecordingName(file)).toEqual({ file, contract, symbol, quote, intervalMs });
});

test.each([
  'WIF_USDT-mark-1m.csv',
  'BONK_USDT.csv',
  'BONK-5m.csv',
  'bonk_usdt-5m.csv',
  'BONK_USDT-5s.csv',
  'BONK_USDT-5m.csv.zip',
  'x BONK_USDT-5m.csv',
])('%s is none', (file) => {
  expect(parseRecordingName(file)).toBeNull();
});

const faultOf = (file: string) => {
  const named = parseRecordingName(file);
  return named && recordingFault(named);
};

test.each(['1m', '5m', '15m', '20m', '60m', '1h'])('bars of %s make up whole hours', (interval) => {
  expect(faultOf(`SOL_USDT-${interval}.csv`)).toBeNull();
});

test.each(['7m', '45m', '90m', '2h', '1d', '0m'])('bars of %s do not, and cannot be played', (interval) => {
  expect(faultOf(`SOL_USDT-${interval}.csv`)).toContain('has bars that do not make up whole hours');
});

test.each(['USD', 'USDT', 'USDC', 'FDUSD', 'TUSD', 'BUSD', 'PYUSD', 'USDP', 'USD1', 'DAI'])(
  'what is quoted in %s is in dollars',
  (quote) => {
    expect(faultOf(`SOL_${quote}-5m.csv`)).toBeNull();
  },
);

test.each(['EUR', 'BTC', 'EURUSD'])('what is quoted in %s is not in dollars, and cannot be played', (quote) => {
  expect(faultOf(`SOL_${quote}-5m.csv`)).toContain(
    `is quoted in ${quote}, and the books are in US dollars: only USD, `,
  );
});

test.each([
  ['candles.csv', true],
  ['SOL.CSV', true],
  ['SOL.gz', true],
  ['.hidden.csv', false],
  ['README.md', false],
  ['csv', false],
  ['SOL.csv.bak', false],
])('whether %s was probably meant to be one: %s', (file, answer) => {
  expect(looksLikeRecording(file)).toBe(answer);
});
