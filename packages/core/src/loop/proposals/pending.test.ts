import { afterAll, beforeAll, expect, test } from 'vitest';
import { recountCaps } from '../../desk/caps/index.ts';
import { addLock, liftLock, setTradingState } from '../../desk/protections/index.ts';
import { newId } from '../../kernel/db/index.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { type ProposalDraft, raiseExit, resolveProposal, submitProposal, sweepProposals } from './index.ts';

let company: TestCompany;

beforeAll(async () => {
  company = await testCompany();
});
afterAll(() => company.close());

let count = 0;

/** An entry that waits for its review. */
async function pendingEntry(symbol: string) {
  count += 1;
  const instrument = await company.ctx.db.instrument.findFirstOrThrow({ where: { symbol } });
  const signal = await company.ctx.db.signal.create({
    data: {
      source: 'test',
      token: symbol,
      instrumentId: instrument.id,
      status: 'analyzed',
      confidence: 0.9,
      observedAt: TEST_START,
      adoptedAt: TEST_START,
    },
  });
  const draft: ProposalDraft = {
    agentId: 'scout',
    title: `Buy ${symbol}`,
    missionType: 'entry',
    instrumentId: instrument.id,
    signalId: signal.id,
    steps: [
      { kind: 'calculate_risk', payload: {} },
      { kind: 'execute_trade', payload: {} },
      { kind: 'monitor_position', payload: {} },
    ],
    origin: { kind: 'signal', id: signal.id },
    dedupeKey: `pending:${count}`,
  };
  return submitProposal(company.ctx, draft);
}

const statusOf = async (id: string) => (await company.ctx.db.proposal.findUniqueOrThrow({ where: { id } })).status;

test('an entry without a stop gets the policy’s default, and that is recorded', async () => {
  const { proposalId, status } = await pendingEntry('BONK');
  expect(status).toBe('pending');
  const row = await company.ctx.db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
  expect(row).toMatchObject({ stopDefaulted: true });
  expect(row.stopLoss?.div(row.entryPrice ?? 1).toNumber()).toBeCloseTo(0.7, 3);
  await resolveProposal(company.ctx, { proposalId, decision: 'reject', by: 'operator:anna', reason: 'not today' });
});

test('a rejection gives everything back, and a second decision changes nothing', async () => {
  const { proposalId } = await pendingEntry('BONK');
  expect(
    await resolveProposal(company.ctx, { proposalId, decision: 'reject', by: 'operator:anna', reason: 'no' }),
  ).toMatchObject({ outcome: 'rejected' });
  expect(
    await resolveProposal(company.ctx, { proposalId, decision: 'approve', by: 'operator:bert', reason: 'yes' }),
  ).toMatchObject({ outcome: 'not_pending' });
  expect(await company.ctx.db.capReservation.count({ where: { proposalId, state: 'held' } })).toBe(0);
  expect(await recountCaps(company.ctx.db)).toEqual([]);
});

test('nobody can approve an entry while trading is not active (I10)', async () => {
  const { proposalId } = await pendingEntry('BONK');
  await setTradingState(company.ctx, { state: 'reducing', reason: 'test', by: 'operator:anna' });
  expect(
    await resolveProposal(company.ctx, { proposalId, decision: 'approve', by: 'operator:anna', reason: 'now' }),
  ).toMatchObject({ outcome: 'refused' });
  await setTradingState(company.ctx, { state: 'active', reason: 'test', by: 'operator:anna' });
  expect(
    await resolveProposal(company.ctx, { proposalId, decision: 'approve', by: 'operator:anna', reason: 'now' }),
  ).toMatchObject({ outcome: 'accepted' });
});

test.each(['of its token', 'of all entries'])(
  'nobody can approve an entry while a lock %s is in force',
  async (which) => {
    const { proposalId } = await pendingEntry('WIF');
    const { instrumentId } = await company.ctx.db.proposal.findUniqueOrThrow({ where: { id: proposalId } });
    const lock = { instrumentId: which === 'of its token' ? instrumentId : null, minutes: 60, by: 'operator:anna' };
    const id = await addLock(company.ctx, { ...lock, reason: 'news' });
    const approval = { proposalId, decision: 'approve', by: 'operator:anna', reason: 'now' } as const;
    expect(await resolveProposal(company.ctx, approval)).toMatchObject({
      outcome: 'refused',
      reasons: [{ check: 'protections', message: 'operator is in force: news' }],
    });
    expect(await statusOf(proposalId)).toBe('pending');
    await liftLock(company.ctx, { id: id ?? '', by: 'operator:anna' });
    const rejection = { ...approval, decision: 'reject' } as const;
    expect(await resolveProposal(company.ctx, rejection)).toMatchObject({ outcome: 'rejected' });
  },
);

test('a pending proposal expires in both times, but not while its review runs', async () => {
  const { proposalId } = await pendingEntry('SOL');
  const over = { expiresAt: new Date(0), machineExpiresAt: new Date(0) };
  await company.ctx.db.proposal.update({ where: { id: proposalId }, data: over });
  await sweepProposals(company.ctx);
  expect(await statusOf(proposalId)).toBe('pending');
  await company.ctx.db.roundtable.updateMany({ where: { proposalId }, data: { status: 'failed' } });
  await sweepProposals(company.ctx);
  expect(await company.ctx.db.proposal.findUniqueOrThrow({ where: { id: proposalId } })).toMatchObject({
    status: 'rejected',
    resolvedBy: 'expired',
  });
});

/** An open position, as fills would have left it. */
async function openPosition(symbol: string) {
  const instrument = await company.ctx.db.instrument.findFirstOrThrow({ where: { symbol } });
  const account = await company.ctx.db.account.findFirstOrThrow();
  return company.ctx.db.position.create({
    data: {
      id: newId(),
      accountId: account.id,
      instrumentId: instrument.id,
      entryProposalId: newId(),
      status: 'open',
      quantity: 1,
      filledQty: 1,
      entryPrice: 1.5,
      costBasisUsd: 1.5,
      stopLoss: 1,
      openedAt: TEST_START,
    },
  });
}

test('a stop supersedes a close that waits for its review, and never waits itself (I12)', async () => {
  const position = await openPosition('WIF');
  const waiting = await raiseExit(company.ctx, {
    positionId: position.id,
    reason: 'review',
    by: 'ATLAS',
    origin: { kind: 'event', id: 'e' },
  });
  if (waiting.kind !== 'submitted') throw new Error(waiting.kind);
  expect(waiting.proposal.status).toBe('pending');
  const stop = await raiseExit(company.ctx, {
    positionId: position.id,
    reason: 'stop_loss',
    by: 'SCOUT',
    origin: { kind: 'price_bar', id: 'b' },
    triggerPrice: '1',
  });
  expect(stop).toMatchObject({ kind: 'submitted', proposal: { status: 'accepted', route: 'protective' } });
  expect(await company.ctx.db.proposal.findUniqueOrThrow({ where: { id: waiting.proposal.proposalId } })).toMatchObject(
    { status: 'rejected', resolvedBy: 'superseded' },
  );
  expect((await company.ctx.db.position.findUniqueOrThrow({ where: { id: position.id } })).status).toBe('closing');
});

test('in `halted` a breach is remembered once and raised when trading resumes', async () => {
  await company.ctx.db.position.deleteMany({ where: { status: 'closing' } });
  const position = await openPosition('SOL');
  await setTradingState(company.ctx, { state: 'halted', reason: 'test', by: 'operator:anna' });
  const breach = () =>
    raiseExit(company.ctx, {
      positionId: position.id,
      reason: 'stop_loss',
      by: 'SCOUT',
      origin: { kind: 'price_bar', id: 'b' },
      triggerPrice: '1',
    });
  expect(await breach()).toMatchObject({ kind: 'due' });
  expect(await breach()).toMatchObject({ kind: 'due' });
  expect(await company.ctx.db.event.count({ where: { kind: 'position.exit_raised', tradeId: position.id } })).toBe(1);
  await sweepProposals(company.ctx);
  expect(await company.ctx.db.proposal.count({ where: { positionId: position.id } })).toBe(0);
  await setTradingState(company.ctx, { state: 'reducing', reason: 'test', by: 'operator:anna' });
  await sweepProposals(company.ctx);
  expect(await company.ctx.db.proposal.findFirstOrThrow({ where: { positionId: position.id } })).toMatchObject({
    status: 'accepted',
    exitReason: 'stop_loss',
  });
});

test('a policy that nobody knows neither opens nor blocks the door', async () => {
  await company.ctx.db.policy.create({ data: { key: 'written_by_hand', value: {} } });
  const position = await openPosition('WIF');
  const raised = await raiseExit(company.ctx, {
    positionId: position.id,
    reason: 'take_profit',
    by: 'SCOUT',
    origin: { kind: 'price_bar', id: 'c' },
    triggerPrice: '3',
  });
  expect(raised).toMatchObject({ kind: 'submitted', proposal: { status: 'accepted' } });
});

test('an exit that its venue keeps refusing is raised ever more rarely, one that was taken back at once', async () => {
  const { ctx } = company;
  const { id: positionId, accountId, instrumentId } = await openPosition('BONK');
  const due = { reason: 'stop_loss', by: 'SCOUT', origin: { kind: 'price_bar', id: 'b' }, triggerPrice: null };
  await ctx.db.position.update({ where: { id: positionId }, data: { dueExit: due } });
  const refusedAgo = async (seconds: number) => {
    const order = { accountId, instrumentId, positionId, clientOrderId: newId(), leg: 1, side: 'sell' } as const;
    const { id } = await ctx.db.order.create({
      data: { ...order, purpose: 'stop_loss', quantity: 1, body: {}, status: 'rejected', intendedAt: TEST_START },
    });
    await ctx.db.$executeRaw`
      UPDATE ops_orders SET updated_at = clock_timestamp() - make_interval(secs => ${seconds}::float8)
        WHERE position_id = ${positionId}::uuid`;
    return id;
  };
  const raised = async () => (await sweepProposals(ctx)).raised;
  for (const [restsS, most] of [
    [2, 1],
    [4, 2],
    [8, 3],
    [60, 8],
  ] as const) {
    while ((await ctx.db.order.count({ where: { positionId } })) < most - 1) await refusedAgo(0);
    await refusedAgo(restsS - 1);
    expect(await raised()).toBe(0);
  }
  await refusedAgo(61);
  const takenBack = await refusedAgo(61);
  await ctx.db.order.update({
    where: { id: takenBack },
    data: { status: 'canceled', takeBackReason: 'nobody pays its limit' },
  });
  expect(await raised()).toBe(1);
});
