import { emitEvent } from '@atc/core/company/events';
import { inTransaction, newId, type Prisma } from '@atc/core/kernel/db';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api?.close());
beforeEach(() => api.company.ctx.db.signal.updateMany({ data: { observedAt: new Date(0) } }));

type Signal = Partial<Prisma.SignalUncheckedCreateInput>;
const receive = (data: Signal) => {
  const { db, clock } = api.company.ctx;
  return db.signal.create({
    data: { source: 'scanner:breakout', token: 'BONK', observedAt: clock.now(), adoptedAt: new Date(), ...data },
  });
};
const sure = (data: Signal = {}) => receive({ status: 'analyzed', confidence: 0.7, ...data });

type Proposal = Partial<Prisma.ProposalUncheckedCreateInput>;
async function propose(data: Proposal) {
  const { id } = await sure({ status: 'claimed' });
  const { db, clock } = api.company.ctx;
  return db.proposal.create({
    data: {
      ...{ agentId: 'scout', title: 'Buy BONK', missionType: 'entry', originKind: 'signal', originId: id },
      ...{ signalId: id, proposedSteps: [], dedupeKey: newId(), proposedAt: clock.now(), ...data },
    },
  });
}

interface Step {
  readonly step: string;
  readonly count: number;
  readonly lost: readonly unknown[];
}
const flow = async (): Promise<readonly Step[]> => (await api.ask('GET /api/signals/flow')).body.steps;
const lostAt = async (step: string) => (await flow()).find((one) => one.step === step)?.lost;
const counts = async () => (await flow()).map(({ count }) => count);

test('a day without signals has every step, and nothing lost', async () => {
  const steps = await flow();
  expect(steps.map(({ step }) => step)).toEqual([
    ...['received', 'analysed', 'confident', 'proposed', 'passed', 'accepted', 'traded'],
  ]);
  expect(steps.every(({ count, lost }) => count === 0 && lost.length === 0)).toBe(true);
});

test('what was bought, also when it was sold again, took every step', async () => {
  const trade = await openTrade(api.company.ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018' });
  await closeTrade(api.company.ctx, trade, { price: '0.000025', reason: 'take_profit' });
  expect(await counts()).toEqual([1, 1, 1, 1, 1, 1, 1]);
});

test('what is not analysed is under way, or refused by its reason', async () => {
  await receive({ status: 'analyzing' });
  for (const token of ['A', 'B']) await receive({ token, status: 'refused', refusal: 'unknown_token' });
  expect(await counts()).toEqual([3, 0, 0, 0, 0, 0, 0]);
  expect(await lostAt('analysed')).toEqual([
    { why: 'refused', says: 'unknown_token', count: 2 },
    { why: 'waiting', says: null, count: 1 },
  ]);
});

test('who is less sure than the company asks for goes no further', async () => {
  await sure({ confidence: 0.59 });
  await sure({ confidence: 0.6 });
  expect((await counts()).slice(0, 3)).toEqual([2, 2, 1]);
  expect(await lostAt('confident')).toEqual([{ why: 'unsure', says: null, count: 1 }]);
  expect((await api.ask('GET /api/signals/flow')).body.confident).toBe(0.6);
});

test('what nobody proposed says whether ATLAS passed it over, somebody has it, or nobody', async () => {
  const { ctx } = api.company;
  const { id: signalId } = await sure();
  await sure({ status: 'claimed', claimedBy: 'scout' });
  await sure();
  const fields = { signalId, symbol: 'BONK', signalType: 'buy', confidence: 0.7, worthwhile: false } as const;
  const objections = ['every position slot is taken', 'the day stands at −4 %'];
  await inTransaction(ctx.db, (tx) =>
    emitEvent(ctx, tx, {
      ...{ kind: 'signal.evaluated', title: 'ATLAS passes BONK over', summary: '' },
      fields: { ...fields, edgeR: null, rewardRisk: null, objections },
    }),
  );
  expect(await lostAt('proposed')).toEqual([
    { why: 'objection', says: objections[0], count: 1 },
    { why: 'planning', says: null, count: 1 },
    { why: 'unclaimed', says: null, count: 1 },
  ]);
});

test('refusals of one check are one reason, told as the newest', async () => {
  for (const open of [3, 4])
    await propose({
      status: 'rejected',
      reasons: [{ check: 'open_positions', message: `open positions ${open} of 3` }],
    });
  expect(await counts()).toEqual([2, 2, 2, 2, 0, 0, 0]);
  expect(await lostAt('passed')).toEqual([{ why: 'gate', says: expect.stringMatching(/^open positions/), count: 2 }]);
});

test('after the gates it waits, is rejected, or is accepted and not filled yet', async () => {
  await propose({ status: 'pending' });
  await propose({ status: 'rejected', resolution: 'the table said no', resolvedBy: 'roundtable' });
  await propose({ status: 'accepted' });
  expect(await counts()).toEqual([3, 3, 3, 3, 3, 1, 0]);
  expect(await lostAt('accepted')).toEqual([
    { why: 'rejected', says: 'the table said no', count: 1 },
    { why: 'waiting', says: null, count: 1 },
  ]);
  expect(await lostAt('traded')).toEqual([{ why: 'waiting', says: null, count: 1 }]);
});

test('of several proposals of a signal the accepted one counts, and its analysis is none', async () => {
  const { signalId } = await propose({ status: 'accepted' });
  const again = {
    signalId,
    originKind: 'signal',
    originId: signalId ?? '',
    agentId: 'intel',
    proposedSteps: [],
  } as const;
  const { db, clock } = api.company.ctx;
  for (const missionType of ['entry', 'analysis'] as const)
    await db.proposal.create({
      data: { ...again, missionType, title: 'x', status: 'rejected', dedupeKey: newId(), proposedAt: clock.now() },
    });
  expect(await counts()).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

test('a failed mission is told as such', async () => {
  const { id: proposalId } = await propose({ status: 'accepted' });
  const { db, clock } = api.company.ctx;
  await db.mission.create({
    data: {
      ...{ proposalId, title: 'Buy', missionType: 'entry', status: 'failed', createdBy: 'scout' },
      approvedAt: clock.now(),
    },
  });
  expect(await lostAt('traded')).toEqual([{ why: 'failed', says: null, count: 1 }]);
});

test('kinds of sources that are not connected are named, until one is', async () => {
  const noData = async () => (await api.ask('GET /api/signal-sources')).body.noData;
  expect(await noData()).toEqual(['fundamentals', 'kol', 'social']);
  await api.company.ctx.db.signalSource.create({ data: { name: 'kol:feed', kind: 'kol' } });
  expect(await noData()).toEqual(['fundamentals', 'social']);
});
