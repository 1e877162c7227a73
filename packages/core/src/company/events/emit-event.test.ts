import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, newId, Prisma } from '../../kernel/db/index.ts';
import { DESK_START, type TestDesk, testDesk } from '../../testing/desk/index.ts';
import { type EventDraft, type EventFields, emitEvent, fieldOf, findEvent, tellFrom } from './index.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await testDesk();
});
afterAll(() => desk.close());

const draft = {
  agentId: 'sage',
  kind: 'roundtable.turn',
  title: 'SAGE: Exposure first.',
  summary: 'said',
  moreTags: ['exposure'],
  pnl: '123456789012.12345678',
  depth: 3,
  fields: { roundtableId: 'r', format: 'debate', turnNo: 2, mind: 'rule' },
} as const satisfies EventDraft;

const write = (event: EventDraft) => inTransaction(desk.db, (tx) => emitEvent(desk.ctx, tx, event));

test('an event is read as it was written, with the tags of its kind before its own', async () => {
  const { id } = await write(draft);
  const { moreTags, ...told } = draft;
  expect(await findEvent(desk.db, id)).toEqual({
    ...told,
    id,
    tags: ['roundtable', 'turn', ...moreTags],
    tradeId: null,
    instrumentId: null,
    proposalId: null,
    missionId: null,
    causeEventId: null,
    occurredAt: DESK_START,
  });
});

test('who always tells a kind of event need not be named, and may be', async () => {
  const ahead = { kind: 'clock.ahead', title: '', summary: '', fields: { seconds: 7 } } as const;
  const authors = [(await write(ahead)).id, (await write({ ...ahead, agentId: 'growth' })).id];
  const written = await Promise.all(authors.map((id) => findEvent(desk.db, id)));
  expect(written.map((event) => event?.agentId)).toEqual(['observer', 'growth']);
});

test('what is nested in a field is kept whole', async () => {
  const twins = { one: 'SOL', other: 'BONK', correlation: 0.9, more: [1, null] };
  const { id } = await write({ kind: 'portfolio.assessed', title: '', summary: '', fields: { ...BOOK, twins } });
  expect((await findEvent(desk.db, id))?.fields).toEqual({ ...BOOK, twins });
});

const BOOK: EventFields<'portfolio.assessed'> = {
  ...{ topic: null, exposure: 0.1, risk: 0.02, worries: [], drawdown: 0, dayPnlUsd: 1.5, twins: null },
  ...{ positions: 2, proposalId: null },
};

test.each([
  ['a field that is missing', { seconds: undefined }, 'clock.ahead cannot have such fields: seconds: is missing'],
  ['a field of another type', { seconds: '7' }, 'seconds: Invalid input'],
  ['a field that its kind does not have', { seconds: 7, minutes: 1 }, 'minutes: unknown field'],
])('an event with %s is refused, and what it tells with it', async (_, fields, fault) => {
  const event = { kind: 'clock.ahead', title: 'wrong', summary: '', fields } as EventDraft;
  await expect(write(event)).rejects.toThrow(fault);
  expect(await desk.db.event.count({ where: { title: 'wrong' } })).toBe(0);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a figure of %s undoes nothing that it is told of',
  async (seconds) => {
    const { id } = await write({ kind: 'clock.ahead', title: 'no figure', summary: '', fields: { seconds } });
    expect(await desk.db.event.findUniqueOrThrow({ where: { id } })).toMatchObject({ fields: { seconds: null } });
  },
);

test('an event of a kind that anybody may tell says who does', async () => {
  const event = { ...draft, agentId: undefined } as unknown as EventDraft;
  await expect(write(event)).rejects.toThrow('an event roundtable.turn does not say who tells it');
});

test('a kind that the catalogue does not have is refused', async () => {
  const event = { ...draft, kind: 'trade.imagined' as 'roundtable.turn' };
  await expect(write(event)).rejects.toThrow('no event is of the kind trade.imagined');
});

test('the compiler knows the fields of each kind', () => {
  const ahead = { kind: 'clock.ahead', title: '', summary: '' } as const;
  const drafts: readonly EventDraft[] = [
    { ...ahead, fields: { seconds: 7 } },
    // @ts-expect-error A field is missing.
    { ...ahead, fields: {} },
    // @ts-expect-error A field has another type.
    { ...ahead, fields: { seconds: '7' } },
    // @ts-expect-error The kind has no such field.
    { ...ahead, fields: { seconds: 7, minutes: 1 } },
    // @ts-expect-error Nobody always tells this kind, so its author must be named.
    { kind: 'memory.promoted', title: '', summary: '', fields: { memoryId: '', type: '', confidence: 1 } },
  ];
  expect(drafts).toHaveLength(5);
});

/** An event as an older version of the company may have written it. */
async function stored(kind: string, fields: object) {
  const id = newId();
  await desk.db.$executeRaw`
    INSERT INTO ops_agent_events (id, agent_id, kind, title, summary, occurred_at, fields)
    VALUES (${id}::uuid, 'intel', ${kind}, 'old', '', now(), ${JSON.stringify(fields)}::jsonb)`;
  const event = await findEvent(desk.db, id);
  if (!event) throw new Error('the event was not written');
  return event;
}

test('an event that does not fit the catalogue any more is shown as it is', async () => {
  const fields = { confidence: 'high', signalId: 's', forgotten: [1] };
  expect((await stored('signal.analyzed', fields)).fields).toEqual(fields);
  expect((await stored('signal.dreamt', fields)).fields).toEqual(fields);
});

test('a field is read with its type, where the event has it so', async () => {
  const event = await stored('signal.analyzed', { confidence: 'high', signalId: 's', symbol: 4 });
  const signalId: string | null = fieldOf(event, 'signalId');
  const confidence: number | null = fieldOf(event, 'confidence');
  expect([signalId, confidence, fieldOf(event, 'symbol'), fieldOf(event, 'worries')]).toEqual(['s', null, null, null]);
  expect(fieldOf(await stored('signal.dreamt', { signalId: 's' }), 'signalId')).toBeNull();
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
  const warning: EventDraft = { kind: 'risk.warning', title: '', summary: '', fields: { reason: 'exposure' } };
  expect(() => tellFrom(warning, DESK_START, Prisma.sql`done`)).toThrow('delivered');
});
