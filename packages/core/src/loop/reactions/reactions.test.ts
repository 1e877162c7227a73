import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EventDraft, emitEvent, findEvent } from '../../company/events/index.ts';
import { inTransaction, newId, readOne } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { type TestCompany, testCompany } from '../../testing/test-company.ts';
import { deliverEvent } from '../deliveries/index.ts';
import { matchReactions, matrixNow, queueReactions, sweepReactions } from './index.ts';
import { failReaction } from './store.ts';

let company: TestCompany;
const pattern = (changes: object = {}) => ({
  source: 'sage' as const,
  tags: ['risk', 'warning'],
  target: 'intel' as const,
  type: 'scan',
  probability: 1,
  cooldown: 0,
  ...changes,
});

async function open(...patterns: ReturnType<typeof pattern>[]): Promise<void> {
  company = await testCompany({ policies: { reaction_matrix: { patterns } } });
}
beforeEach(() => {
  company = undefined as never;
});
afterEach(() => company?.close());

async function happen(changes: Partial<EventDraft> = {}) {
  const event = await inTransaction(company.ctx.db, (tx) =>
    emitEvent(company.ctx, tx, {
      kind: 'risk.warning',
      title: 'Too much risk',
      summary: 'Too much.',
      fields: { reason: 'exposure' },
      ...changes,
    } as EventDraft),
  );
  return { ...event, delivered: (await company.ctx.db.eventDelivery.count({ where: { eventId: event.id } })) === 1 };
}

const deliver = (rowId: string) => deliverEvent(company.ctx, { rowId, nudge: 0 });
const reactions = () => company.ctx.db.reaction.findMany({ orderBy: { id: 'asc' } });

test('an event makes an agent act at once, through the one door', async () => {
  await open(pattern());
  const event = await happen();
  expect(event.delivered).toBe(true);
  expect(await deliver(event.id)).toBe(1);
  const [reaction] = await reactions();
  expect(reaction).toMatchObject({
    sourceAgent: 'sage',
    targetAgent: 'intel',
    status: 'processed',
    outcome: 'accepted',
  });
  expect(await company.ctx.db.proposal.findFirstOrThrow()).toMatchObject({
    id: reaction?.proposalId,
    agentId: 'intel',
    originKind: 'reaction',
    originId: event.id,
    depth: 1,
  });
});

test('a reaction that fails waits, and after its fifth failure it is skipped', async () => {
  await open(pattern());
  const event = await happen();
  const id = newId();
  await company.ctx.db.reaction.create({
    data: {
      id,
      sourceAgent: 'sage',
      targetAgent: 'intel',
      reactionType: 'scan',
      triggerEventId: event.id,
      queuedAt: company.ctx.clock.now(),
    },
  });
  const at = company.ctx.clock.now();
  const fail = () => failReaction(company.ctx.db, id, { error: 'no answer', at });
  await fail();
  expect((await reactions())[0]).toMatchObject({ status: 'queued', failures: 1, processedAt: null });
  for (let more = 0; more < 4; more += 1) await fail();
  expect((await reactions())[0]).toMatchObject({
    status: 'skipped',
    failures: 5,
    outcome: 'failed: no answer',
    processedAt: at,
  });
});

test('an event that no pattern wants has no delivery', async () => {
  await open(pattern(), pattern({ type: 'never', tags: ['error'], source: '*', probability: 0 }));
  const sized = { sizeUsd: '50', allowedUsd: '40' };
  expect((await happen({ kind: 'risk.assessed', fields: sized })).delivered).toBe(false);
  expect((await happen({ agentId: 'atlas' })).delivered).toBe(false);
  const error = { rule: 'test', observed: 2, limit: 1 };
  expect((await happen({ kind: 'rule.violated', fields: error })).delivered).toBe(false);
  const turn = { roundtableId: 'r', turnNo: 1, vote: 'reject', probability: 0.9 };
  expect((await happen({ agentId: 'sage', kind: 'review.turn', fields: turn })).delivered).toBe(false);
});

test('a matrix that cannot be read stops reactions and nothing else', async () => {
  await open(pattern());
  await company.ctx.db.policy.update({ where: { key: 'reaction_matrix' }, data: { value: { patterns: 'none' } } });
  expect((await happen()).delivered).toBe(false);
  await company.ctx.db.policy.update({
    where: { key: 'reaction_matrix' },
    data: { value: { patterns: [{ tags: 3 }] } },
  });
  expect((await happen()).delivered).toBe(false);
});

test('what chance keeps from happening is written down with its roll', async () => {
  await open(pattern({ probability: 1e-9 }));
  const event = await happen();
  expect(await deliver(event.id)).toBe(0);
  expect(await reactions()).toMatchObject([{ status: 'skipped', outcome: expect.stringContaining('chance') }]);
});

test('of fifty events at once under one cooldown exactly one is reacted to', async () => {
  await open(pattern({ cooldown: 15 }));
  const events = [];
  for (let n = 0; n < 50; n += 1) events.push(await happen({ title: `Too much risk ${n}` }));
  await Promise.all(events.map(({ id }) => deliver(id)));
  const all = await reactions();
  expect(all.filter(({ status }) => status === 'processed')).toHaveLength(1);
  expect(all.filter(({ outcome }) => outcome?.startsWith('cooldown'))).toHaveLength(49);
});

test('a cooldown is of source, target and type, and over exactly when it says', async () => {
  await open(pattern({ cooldown: 15, source: '*' }));
  const start = company.ctx.clock.now().getTime();
  const at = async (minutes: number, agentId: 'sage' | 'observer') => {
    await company.setTime(new Date(start + minutes * MINUTE_MS));
    return deliver((await happen({ agentId, title: `at ${minutes}` })).id);
  };
  expect(await at(0, 'sage')).toBe(1);
  expect(await at(1, 'observer')).toBe(1);
  expect(await at(14.9, 'sage')).toBe(0);
  expect(await at(15, 'sage')).toBe(1);
});

test('an event delivered ten times at once is reacted to once (I9)', async () => {
  await open(pattern());
  const { id } = await happen();
  await Promise.all(Array.from({ length: 10 }, () => deliver(id)));
  expect(await reactions()).toHaveLength(1);
  expect(await company.ctx.db.proposal.count()).toBe(1);
});

test('a worker that dies before it reacted loses nothing, and many that sweep react once', async () => {
  await open(pattern());
  const { id } = await happen();
  const event = await findEvent(company.ctx.db, id);
  if (!event) throw new Error('no event');
  const matrix = await readOne(company.ctx.db, matrixNow);
  const matches = matchReactions(company.ctx, { event, matrix });
  await inTransaction(company.ctx.db, (tx) => queueReactions(company.ctx, tx, { event, matches }));
  await Promise.all(Array.from({ length: 10 }, () => sweepReactions(company.ctx, 0)));
  expect(await reactions()).toMatchObject([{ status: 'processed' }]);
  expect(await company.ctx.db.proposal.count()).toBe(1);
});

test('a reaction of a type that nobody knows says so', async () => {
  await open(pattern({ type: 'juggle' }));
  await deliver((await happen()).id);
  expect(await reactions()).toMatchObject([{ status: 'skipped', outcome: 'no agent can do the task juggle' }]);
});

test('a rule and a reaction that want the same of the same agent share one proposal', async () => {
  await open(pattern());
  await company.ctx.db.triggerRule.create({
    data: {
      name: 'same',
      ruleType: 'reactive',
      triggerEvent: 'risk.warning',
      actionConfig: { targetAgent: 'intel', task: 'scan' },
    },
  });
  await deliver((await happen()).id);
  expect(await company.ctx.db.proposal.count()).toBe(1);
  expect(await reactions()).toMatchObject([{ status: 'processed', outcome: 'shared with a rule' }]);
});

test('a chain that is too deep ends at the door', async () => {
  await open(pattern());
  await deliver((await happen({ depth: 8 })).id);
  expect(await company.ctx.db.proposal.findFirstOrThrow()).toMatchObject({ status: 'rejected' });
  expect(await reactions()).toMatchObject([{ status: 'processed', outcome: expect.stringContaining('deeper') }]);
});

async function analysed(confidence: number, status: 'analyzed' | 'claimed' = 'analyzed') {
  const instrument = await company.ctx.db.instrument.findFirstOrThrow({ where: { symbol: 'SOL' } });
  const { id: signalId } = await company.ctx.db.signal.create({
    data: {
      id: newId(),
      source: 'desk',
      token: 'SOL',
      signalType: 'buy',
      instrumentId: instrument.id,
      status,
      confidence,
      observedAt: company.ctx.clock.now(),
      adoptedAt: new Date(),
    },
  });
  const event = await happen({
    kind: 'signal.analyzed',
    moreTags: ['high_confidence'],
    instrumentId: instrument.id,
    fields: {
      ...{ signalId, confidence, signalType: 'buy', source: 'desk', trust: 'trusted', symbol: 'SOL' },
      ...{ odds: null, oddsOf: null, oddsNeeded: null },
    },
  });
  await deliver(event.id);
  return company.ctx.db.signal.findUniqueOrThrow({ where: { id: signalId } });
}

const evaluate = () =>
  pattern({ source: 'intel', tags: ['signal', 'high_confidence'], target: 'atlas', type: 'evaluate' });

test('ATLAS evaluates a signal of middling confidence and takes it for himself', async () => {
  await open(evaluate());
  expect(await analysed(0.7)).toMatchObject({ status: 'claimed', claimedBy: expect.stringContaining('reaction:') });
  expect(await company.ctx.db.step.findFirstOrThrow()).toMatchObject({
    payload: { task: 'evaluate_signal', agentId: 'atlas' },
  });
});

test('a signal that SCOUT already plans is not evaluated', async () => {
  await open(evaluate());
  expect(await analysed(0.85)).toMatchObject({ status: 'claimed', claimedBy: 'rule:signal_high_confidence' });
  expect(await reactions()).toMatchObject([{ status: 'skipped', outcome: 'the signal is taken' }]);
  expect(await company.ctx.db.step.count()).toBe(1);
});
