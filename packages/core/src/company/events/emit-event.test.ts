import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, Prisma } from '../../kernel/db/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { type EventDraft, emitEvent, findEvent, tellFrom } from './index.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

const draft: EventDraft = {
  agentId: 'sage',
  kind: 'roundtable.turn',
  title: 'SAGE: Exposure first.',
  summary: 'said',
  tags: ['roundtable', 'turn'],
  pnl: '123456789012.12345678',
  depth: 3,
  fields: { turnNo: 2, parts: [0.1, null, { deep: 'x' }] },
};

test('an event is read as it was written', async () => {
  const { id } = await inTransaction(desk.db, (tx) => emitEvent(desk.ctx, tx, draft));
  expect(await findEvent(desk.db, id)).toEqual({
    ...draft,
    id,
    tradeId: null,
    instrumentId: null,
    proposalId: null,
    missionId: null,
    causeEventId: null,
    occurredAt: DESK_START,
  });
});

test('an event in the statement of what it tells is written where that has a row, and nowhere else', async () => {
  const told = async (happened: boolean) => {
    const title = `happened: ${happened}`;
    const telling = tellFrom({ ...draft, title }, DESK_START, Prisma.sql`done`);
    await desk.db.$executeRaw`WITH done AS (SELECT 1 WHERE ${happened}) ${telling}`;
    const row = await desk.db.event.findFirst({ where: { title } });
    return row && findEvent(desk.db, row.id);
  };
  expect(await told(true)).toMatchObject({ kind: draft.kind, fields: draft.fields, pnl: draft.pnl });
  expect(await told(false)).toBeNull();
});

test('an event that rules may act on is delivered, so it cannot be told in passing', () => {
  expect(() => tellFrom({ ...draft, kind: 'signal.received' }, DESK_START, Prisma.sql`done`)).toThrow('delivered');
});
