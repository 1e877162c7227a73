import { inTransaction } from '@atc/core/kernel/db';
import { testCompany } from '@atc/core/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failStaleRoundtables } from '../index.ts';
import { insertTalk } from '../talk/store.ts';
import type { SpokenTurn } from './turn.ts';
import { saveTurn, takeTurn, type Words } from './turn-store.ts';

let company: Awaited<ReturnType<typeof testCompany>>;
beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

const AT = new Date('2025-02-03T15:00:00Z');

const wordsOf = (turn: SpokenTurn): Words => ({
  text: 'Two words.',
  content: {},
  mind: 'test',
  votes: [],
  briefing: null,
  next: 'sage',
  ends: false,
  event: {
    ...{ agentId: 'atlas', kind: 'roundtable.turn', title: `of ${turn.roundtableId}`, summary: '' },
    fields: { roundtableId: turn.roundtableId, format: 'watercooler', turnNo: 1, mind: 'test' },
  },
  at: AT,
});

const first = {
  format: 'watercooler',
  topic: 'the day',
  participants: ['atlas', 'sage'],
  turns: 3,
  first: 'atlas',
  temperature: 0.9,
  at: AT,
} as const;

let job: { readonly id: string; readonly nudge: number };
let roundtableId: string;
beforeEach(async () => {
  const { db } = company.ctx;
  const talk = await inTransaction(db, (tx) => insertTalk(tx, { ...first, stepId: crypto.randomUUID() }));
  roundtableId = talk.roundtableId;
  job = { id: talk.nudge?.rowId ?? '', nudge: 0 };
});

const save = (turn: SpokenTurn) => saveTurn(company.ctx.db, turn, wordsOf(turn));

async function taken() {
  const turn = await takeTurn(company.ctx.db, job);
  if (turn?.kind !== 'speak') throw new Error('not taken');
  return turn;
}

const stored = async () => {
  const { db } = company.ctx;
  const turns = await db.roundtableTurn.findMany({ where: { roundtableId }, orderBy: { turnNo: 'asc' } });
  return {
    states: turns.map(({ state }) => state),
    next: turns[1],
    told: await db.event.count({ where: { title: `of ${roundtableId}` } }),
  };
};

test('words are stored and told, and who comes next is ready under the nudge that is given', async () => {
  const saved = await save(await taken());
  const { states, next, told } = await stored();
  expect({ states, told }).toEqual({ states: ['done', 'queued', 'queued'], told: 1 });
  expect(next).toMatchObject({ agentId: 'sage', readyAt: expect.any(Date) });
  expect(saved?.next).toEqual({ rowId: next?.id, nudge: 0 });
});

test('words of a worker that lost its turn change nothing and are not told', async () => {
  const turn = await taken();
  await company.ctx.db.roundtableTurn.update({ where: { id: turn.id }, data: { attempt: turn.attempt + 1 } });
  expect(await save(turn)).toBeNull();
  expect(await stored()).toMatchObject({ states: ['running', 'queued', 'queued'], next: { readyAt: null }, told: 0 });
});

test('words in a conversation that failed meanwhile change nothing and are not told', async () => {
  const { ctx } = company;
  const turn = await taken();
  await ctx.db.roundtable.update({ where: { id: roundtableId }, data: { lastTurnAt: new Date(0) } });
  expect(await failStaleRoundtables(ctx)).toBe(1);
  expect(await save(turn)).toBeNull();
  expect(await stored()).toMatchObject({ states: ['failed', 'failed', 'failed'], told: 0 });
});

test('words wait for whoever changes the conversation, and are lost when it ended meanwhile', async () => {
  const { ctx } = company;
  const turn = await taken();
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ending = inTransaction(ctx.db, async (tx) => {
    await tx.$executeRaw`UPDATE ops_roundtable_queue SET status = 'succeeded' WHERE id = ${roundtableId}::uuid`;
    begun.resolve();
    await held.promise;
  });
  await begun.promise;
  const saving = save(turn);
  await expect
    .poll(() => ctx.db.$queryRaw`SELECT 1 AS n FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid() LIMIT 1`)
    .toEqual([{ n: 1 }]);
  held.resolve();
  await ending;
  expect(await saving).toBeNull();
  expect(await stored()).toMatchObject({ states: ['running', 'queued', 'queued'], told: 0 });
});
