import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { openPosition } from '../positions/index.ts';
import { type CapTake, capKeys, mergeTakes } from './cap.ts';
import {
  attachPosition,
  recountCaps,
  releaseByPosition,
  releaseByProposal,
  releaseKey,
  reservationsHeld,
  shrinkReservation,
  takeCaps,
} from './index.ts';
import { ensureUsage } from './store.ts';

let desk: TestDesk;
let instrumentId: string;

beforeAll(async () => {
  desk = await testDesk();
  instrumentId = await desk.addInstrument('BONK');
});
afterAll(() => desk.close());

const take = (key: string, amount: number | string, limit: number | string): CapTake => ({
  key,
  amount: new Decimal(amount),
  limit: new Decimal(limit),
});

async function usedOf(key: string): Promise<string | null> {
  return (await desk.db.capUsage.findUnique({ where: { key } }))?.used.toFixed() ?? null;
}

async function proposalThatTakes(...takes: readonly CapTake[]): Promise<string> {
  const id = await desk.addEntryProposal(instrumentId);
  expect(await inTransaction(desk.db, (tx) => takeCaps(tx, { proposalId: id, takes, at: DESK_START }))).toEqual({
    taken: true,
  });
  return id;
}

test('takes of the same key add up and keep the smaller limit, in ascending order', () => {
  expect(
    mergeTakes([take('b', 1, 8), take('a', 2, 5), take('b', 3, 6)]).map(({ key, amount, limit }) => [
      key,
      amount.toNumber(),
      limit.toNumber(),
    ]),
  ).toEqual([
    ['a', 2, 5],
    ['b', 4, 6],
  ]);
});

test.each([
  ['trades', () => [take(capKeys.trades('2025-02-03'), 1, 8)], 8],
  [
    'positions, risk and cash together',
    () => [take(capKeys.positions, 1, 30), take(capKeys.riskUsd, '3.5', 50), take(capKeys.cashUsd, 60, 1000)],
    14,
  ],
  ['conversations', () => [take(capKeys.conversations('2025-02-03'), 1, 8)], 8],
  ['tasks', () => [take(capKeys.tasks('2025-02-03'), 1, 200)], 200],
  ['one token', () => [take(capKeys.token('a', 'b'), 1, 1)], 1],
  ['a limit of nothing', () => [take('nothing', 1, 0)], 0],
] as const)(
  '1,000 admissions at once against %s take exactly the limit',
  { timeout: 60_000 },
  async (_, takes, expected) => {
    const ids = await addProposals(1000);
    const answers = await Promise.all(
      ids.map((id) => inTransaction(desk.db, (tx) => takeCaps(tx, { proposalId: id, takes: takes(), at: DESK_START }))),
    );
    expect(answers.filter((answer) => answer.taken)).toHaveLength(expected);
    expect(await recountCaps(desk.db)).toEqual([]);
  },
);

async function addProposals(count: number): Promise<readonly string[]> {
  const rows = await desk.db.$queryRaw<{ id: string }[]>`
    INSERT INTO ops_trading_proposals (id, agent_id, title, mission_type, origin_kind, origin_id, proposed_steps,
      dedupe_key, proposed_at)
    SELECT u.id, 'scout', 'Buy', 'entry', 'operator', 'test', '[]', u.id::text, ${DESK_START}
           FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, ${count}::int)) u RETURNING id`;
  return rows.map((row) => row.id);
}

test('a refusal names the first limit that did not suffice and takes nothing of the others', async () => {
  const id = await desk.addEntryProposal(instrumentId);
  const answer = await inTransaction(desk.db, (tx) =>
    takeCaps(tx, { proposalId: id, takes: [take('refuse:b', 5, 4), take('refuse:a', 1, 9)], at: DESK_START }),
  );
  expect(answer).toMatchObject({ taken: false, key: 'refuse:b' });
  expect(await usedOf('refuse:a')).toBe('0');
  expect(await reservationsHeld(desk.db, id)).toBe(false);
});

test('takers and givers of crossing keys never lose a unit', { timeout: 60_000 }, async () => {
  const ids = await addProposals(300);
  await Promise.all(
    ids.map(async (id, i) => {
      const keys = i % 2 === 0 ? ['cross:a', 'cross:b', 'cross:c'] : ['cross:c', 'cross:b', 'cross:a'];
      await inTransaction(desk.db, (tx) =>
        takeCaps(tx, { proposalId: id, takes: keys.map((key) => take(key, '1.25', 1e9)), at: DESK_START }),
      );
      if (i % 3 === 0) await inTransaction(desk.db, (tx) => releaseByProposal(tx, id));
      if (i % 3 === 1)
        await inTransaction(desk.db, (tx) =>
          shrinkReservation(tx, { proposalId: id, key: 'cross:b', amount: new Decimal(1) }),
        );
    }),
  );
  expect(await usedOf('cross:a')).toBe('250');
  expect(await usedOf('cross:b')).toBe('225');
  expect(await recountCaps(desk.db)).toEqual([]);
});

test('two reservations of one key are both given back when their position closes', async () => {
  const [first, scale] = [
    await proposalThatTakes(take('twice', 10, 100)),
    await proposalThatTakes(take('twice', 15, 100)),
  ];
  const position = await openPosition(desk.db, {
    accountId: desk.accountId,
    instrumentId,
    entryProposalId: first,
    stopLoss: new Decimal('0.00001'),
    takeProfit: null,
    stopRequired: true,
    signalSource: null,
    confidence: null,
    reason: {},
  });
  await attachPosition(desk.db, scale, position.id);
  await releaseByPosition(desk.db, position.id);
  expect(await usedOf('twice')).toBe('0');
  await desk.db.position.update({ where: { id: position.id }, data: { status: 'void' } });
});

test('what a live position holds is not given back with its proposal', async () => {
  const id = await proposalThatTakes(take('lives', 1, 3));
  const position = await openPosition(desk.db, {
    accountId: desk.accountId,
    instrumentId,
    entryProposalId: id,
    stopLoss: new Decimal('0.00001'),
    takeProfit: null,
    stopRequired: true,
    signalSource: null,
    confidence: null,
    reason: {},
  });
  await releaseByProposal(desk.db, id);
  expect(await usedOf('lives')).toBe('1');
  await desk.db.position.update({ where: { id: position.id }, data: { status: 'void' } });
  await releaseByProposal(desk.db, id);
  expect(await usedOf('lives')).toBe('0');
});

test('giving back twice gives back once', async () => {
  const id = await proposalThatTakes(take('once', 2, 3));
  await releaseKey(desk.db, id, 'once');
  await releaseKey(desk.db, id, 'once');
  await releaseByProposal(desk.db, id);
  expect(await usedOf('once')).toBe('0');
});

test('a reservation shrinks and never grows', async () => {
  const id = await proposalThatTakes(take('shrinks', 60, 100));
  await shrinkReservation(desk.db, { proposalId: id, key: 'shrinks', amount: new Decimal(80) });
  expect(await usedOf('shrinks')).toBe('60');
  await shrinkReservation(desk.db, { proposalId: id, key: 'shrinks', amount: new Decimal('45.5') });
  expect(await usedOf('shrinks')).toBe('45.5');
});

test('a recount names the keys that differ, also those that nobody reserved', async () => {
  await desk.db.capUsage.create({ data: { key: 'ghost', used: 3 } });
  const differences = await recountCaps(desk.db);
  expect(differences.map(({ key, used, reserved }) => [key, Number(used), Number(reserved)])).toEqual([
    ['ghost', 3, 0],
  ]);
});

test('who takes a limit for the first time does not wait for others who take what it also wants', async () => {
  await proposalThatTakes(take('busy', 1, 100));
  const [other, fresh] = [await desk.addEntryProposal(instrumentId), await desk.addEntryProposal(instrumentId)];
  const made = await inTransaction(desk.db, async (tx) => {
    await takeCaps(tx, { proposalId: other, takes: [take('busy', 1, 100)], at: DESK_START });
    await ensureUsage(desk.db, ['busy', 'never:before']);
    return usedOf('never:before');
  });
  expect(made).toBe('0');
  expect(
    await inTransaction(desk.db, (tx) =>
      takeCaps(tx, { proposalId: fresh, takes: [take('busy', 1, 100), take('new:key', 1, 1)], at: DESK_START }),
    ),
  ).toEqual({ taken: true });
  expect([await usedOf('busy'), await usedOf('new:key')]).toEqual(['3', '1']);
});
