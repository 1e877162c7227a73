import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { findInstrumentsByContract, resolveToken, upsertListedInstruments } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk();
  await upsertListedInstruments(desk.db, ['BONK_USDT', 'SOL_USDT', 'SOL_EUR', 'WIF_USDT'].map(listed));
});
afterAll(() => desk.close());

function listed(contract: string) {
  const [symbol = '', quote = ''] = contract.split('_');
  return {
    contract,
    symbol,
    quote,
    decimals: 6,
    tick: '0.00000001',
    minQuantity: '0.000001',
    firstBarAt: new Date('2025-01-01T00:00:00Z'),
  };
}

const UNIVERSE = ['BONK_USDT', 'SOL_USDT', 'SOL_EUR'];

test.each([
  ['a symbol', 'BONK'],
  ['a symbol in small letters with spaces', '  bonk '],
  ['full-width letters', 'ＢＯＮＫ'],
  ['a contract', 'BONK_USDT'],
])('%s means its instrument', async (_, token) => {
  expect(await resolveToken(desk.db, token, UNIVERSE)).toMatchObject({ instrument: { contract: 'BONK_USDT' } });
});

test('an id means its instrument', async () => {
  const [bonk] = await findInstrumentsByContract(desk.db, ['BONK_USDT']);
  expect(await resolveToken(desk.db, bonk?.id ?? '', UNIVERSE)).toEqual({ instrument: bonk });
});

test.each([
  ['nothing', '', 'unknown_token'],
  ['a token nobody lists', 'NOPE', 'unknown_token'],
  ['65 characters', 'B'.repeat(65), 'unknown_token'],
  ['a hidden character', 'BO\u200bNK', 'unknown_token'],
  ['a null byte', 'BONK\u0000', 'unknown_token'],
  ['an attempt on the database', `BONK' OR 1=1 --`, 'unknown_token'],
  ['a symbol that two listed contracts bear', 'SOL', 'ambiguous_token'],
  ['a listed token outside the universe', 'WIF', 'not_in_universe'],
])('%s is refused', async (_, token, refusal) => {
  expect(await resolveToken(desk.db, token, UNIVERSE)).toEqual({ refusal });
});

test('listing again changes nothing', async () => {
  await upsertListedInstruments(desk.db, [listed('BONK_USDT')]);
  expect(await desk.db.instrument.count()).toBe(4);
});
