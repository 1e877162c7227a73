import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK_START, type TestDesk, testDesk } from '../../testing/test-desk.ts';
import { accountOf, openAccount } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await testDesk({ startingCapitalUsd: 1234.5 });
});
afterAll(() => desk.close());

test('the paper account opens with its capital, once, and its ledger says so', async () => {
  await Promise.all([1, 2, 3].map(() => openAccount(desk.db, { startingCapitalUsd: 9, at: DESK_START })));
  const account = await accountOf(desk.db);
  expect([account?.cashUsd.toFixed(), account?.startingCapitalUsd.toFixed(), account?.mode]).toEqual([
    '1234.5',
    '1234.5',
    'paper',
  ]);
  const lines = await desk.db.ledgerEntry.findMany();
  expect(lines.map((line) => [line.kind, line.amountUsd.toFixed(), line.postedAt])).toEqual([
    ['deposit', '1234.5', DESK_START],
  ]);
});
