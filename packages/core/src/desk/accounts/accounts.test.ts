import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
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

test('an account is kept at any venue that has a name, and at nothing else', async () => {
  const place = { venue: 'far-away', assetClass: 'equity' } as const;
  await openAccount(desk.db, { place, startingCapitalUsd: 10, at: DESK_START });
  expect(await accountOf(desk.db, place)).toMatchObject({ venue: 'far-away', name: 'far-away', mode: 'live' });
  const nowhere = { place: { ...place, venue: 'Far Away' }, startingCapitalUsd: 10, at: DESK_START };
  await expect(openAccount(desk.db, nowhere)).rejects.toThrow('ops_accounts_venue_is_a_name');
});
