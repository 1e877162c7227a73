import { tokenAddress } from '@atc/core/desk/solana';
import type { Broker, OrderBody } from '@atc/core/desk/venue';
import { newId } from '@atc/core/kernel/db';
import { brokerContract } from '@atc/core/testing/contracts';
import { type TestDesk, testDesk } from '@atc/core/testing/desk';
import { cancelUnsent } from '@atc/core/testing/orders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitOrder, type JupiterStage, jupiterStage } from '../testing/jupiter-stage.ts';
import { POOL } from './pools.ts';
import { tokenAccountBytes } from './token-bytes.ts';

const CONTRACT = 'WIF_USDT';
const DANGER = 'RUG_USDT';
const DARK = 'DARK_USDT';
const PRICE = 1.2345;

interface Stage extends JupiterStage {
  readonly desk: TestDesk;
  readonly instrumentId: string;
  body(changes?: Partial<OrderBody>): OrderBody;
}

async function open(): Promise<Stage> {
  const desk = await testDesk({ connections: 12 });
  const instrumentId = await desk.addInstrument('WIF');
  const stage = await jupiterStage({
    db: desk.db,
    clock: desk.ctx.clock,
    contracts: [CONTRACT, DANGER, DARK],
    priceOf: (contract) => (contract === DARK ? null : PRICE),
  });
  const place: Broker['place'] = async (body, signal) => {
    await commitOrder(desk.db, body);
    return stage.broker.place(body, signal);
  };
  return {
    ...stage,
    desk,
    instrumentId,
    broker: { ...stage.broker, place },
    body: (changes = {}) => ({
      clientOrderId: newId().replaceAll('-', ''),
      accountId: desk.accountId,
      instrumentId,
      contract: CONTRACT,
      side: 'buy',
      type: 'market',
      spendUsd: '50',
      quantity: null,
      refPrice: String(PRICE),
      triggerPrice: null,
      decimals: 6,
      ...changes,
    }),
    close: async () => {
      await stage.close();
      await desk.close();
    },
  };
}

brokerContract('the Jupiter broker', { rests: false, stops: false }, async () => {
  const stage = await open();
  return { ...stage, accountId: stage.desk.accountId };
});

describe('the Jupiter broker, when chain and nodes misbehave', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
  });
  afterAll(() => stage.close());

  const attempts = (clientOrderId: string) =>
    stage.desk.db.orderAttempt.findMany({ where: { order: { clientOrderId } }, orderBy: { attemptNo: 'asc' } });

  test('I3: what is signed is committed before any node has it', async () => {
    const body = stage.body();
    stage.venue.faults.inject({ path: /sendTransaction/, moment: 'before', fault: { kind: 'drop' }, times: 1000 });
    await expect(stage.broker.place(body)).rejects.toThrow(/no node has seen it/);
    const [attempt] = await attempts(body.clientOrderId);
    expect(attempt).toMatchObject({ state: 'sent', attemptNo: 1 });
    stage.venue.faults.clear();
    expect(await stage.broker.status(body.clientOrderId)).toMatchObject({ kind: 'not_found', final: false });
    const report = await stage.broker.place(body);
    expect(report).toMatchObject({ status: 'filled', venueOrderId: attempt?.signature });
    expect(await attempts(body.clientOrderId)).toHaveLength(1);
  });

  test('I4: an answer that is lost after a swap was taken is found by its signature', async () => {
    const body = stage.body();
    stage.venue.faults.inject({ path: /sendTransaction/, moment: 'after', fault: { kind: 'drop' }, times: 2 });
    expect((await stage.broker.place(body)).status).toBe('filled');
    expect(await attempts(body.clientOrderId)).toHaveLength(1);
  });

  test('a lagging node does not hide what the other has seen', async () => {
    const body = stage.body();
    stage.venue.misbehave('a', { lagBlocks: 100 });
    expect((await stage.broker.place(body)).status).toBe('filled');
    stage.venue.misbehave('a', {});
  });

  test('a token that its shield warns of, one without a way and one above its price are not bought', async () => {
    stage.venue.warn(DANGER, [{ type: 'HAS_FREEZE_AUTHORITY', severity: 'warning' }]);
    const landed = stage.venue.chain.landed.size;
    const reports = [
      await stage.broker.place(stage.body({ contract: DANGER })),
      await stage.broker.place(stage.body({ contract: 'NOPE_USDT' })),
      await stage.broker.place(stage.body({ contract: DARK })),
      await stage.broker.place(stage.body({ refPrice: String(PRICE / 1.1) })),
      await stage.broker.place(stage.body({ spendUsd: '5000000' })),
    ];
    expect(reports.map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      'rejected: the token is dangerous: HAS_FREEZE_AUTHORITY',
      'rejected: NOPE_USDT is not traded on Jupiter',
      'rejected: jupiter has no reliable price of it',
      "rejected: jupiter's price is 10.0 % from the one intended",
      expect.stringMatching(/rejected: the wallet holds/),
    ]);
    expect(stage.venue.chain.landed.size).toBe(landed);
  });

  test('a swap that fails on the chain is rejected once, and its order is not attempted again', async () => {
    const body = stage.body();
    stage.venue.faults.inject({ path: /sendTransaction/, moment: 'before', fault: { kind: 'drop' }, times: 1000 });
    await expect(stage.broker.place(body)).rejects.toThrow(/no node has seen it/);
    stage.venue.faults.clear();
    const [{ mint = '' } = {}] = stage.venue.pools.tokens;
    const held = stage.venue.chain.accountOf(tokenAddress(POOL, mint));
    if (!held) throw new Error('the pool has no account');
    stage.venue.chain.put({ ...held, data: tokenAccountBytes({ mint, owner: POOL, amount: 0n }) });
    const report = await stage.broker.place(body);
    stage.venue.chain.put(held);
    expect(report).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/failed on the chain/) });
    expect(await stage.broker.place(body)).toEqual(report);
    expect(await stage.broker.status(body.clientOrderId)).toEqual({ kind: 'report', report });
    expect(await attempts(body.clientOrderId)).toMatchObject([{ state: 'failed' }]);
  });

  test.each([
    ['takes_more', /it would spend/],
    ['pays_less', /it would bring/],
    ['pays_another', /it would bring/],
    ['takes_a_delegate', /no need of \(4\)/],
    ['calls_another_program', /unknown program/],
  ] as const)('a swap that %s is not signed, whoever built it', async (deceit, reason) => {
    const landed = stage.venue.chain.landed.size;
    stage.venue.deceive(deceit);
    const report = await stage.broker.place(stage.body());
    stage.venue.deceive(null);
    expect(report.status).toBe('rejected');
    expect(report.reason).toMatch(/the signer refuses/);
    expect(report.reason).toMatch(reason);
    expect(stage.venue.chain.landed.size).toBe(landed);
  });

  test('an answer that cannot be read or says nothing decides nothing', async () => {
    for (const fault of [{ kind: 'malformed' }, { kind: 'status', status: 500, body: { error: 'no' } }] as const) {
      const body = stage.body();
      stage.venue.faults.inject({ path: /build/, moment: 'before', fault, times: 2 });
      await expect(stage.broker.place(body)).rejects.toThrow(/jupiter/);
      expect(await attempts(body.clientOrderId)).toEqual([]);
      expect(await stage.broker.status(body.clientOrderId)).toEqual({ kind: 'not_found', final: true });
      expect((await stage.broker.place(body)).status).toBe('filled');
    }
  });
});

describe('a swap that never lands', () => {
  let stage: Stage;
  let body: OrderBody;
  beforeAll(async () => {
    stage = await open();
    body = stage.body();
    stage.venue.faults.inject({ path: /landing/, moment: 'before', fault: { kind: 'drop' }, times: 1 });
    await expect(stage.broker.place(body)).rejects.toThrow(/no node has seen it/);
  });
  afterAll(() => stage.close());

  const status = () => stage.broker.status(body.clientOrderId);
  const ALIVE = { kind: 'not_found', final: false, alive: true };
  /** Past every time that it must wait for. */
  const aged = () =>
    stage.desk.db.$executeRaw`UPDATE ops_order_attempts SET created_at = clock_timestamp() - interval '1 hour'`;

  test('I3: is not given up for an order while it may land, and an order that ended is not attempted', async () => {
    const order = await stage.desk.db.order.findFirstOrThrow({ where: { clientOrderId: body.clientOrderId } });
    const ctx = stage.desk.ctx;
    expect((await cancelUnsent(ctx, order.id, 'the price has moved')).status).toBe('intended');
    const ended = stage.body();
    await commitOrder(stage.desk.db, ended);
    await stage.desk.db.order.updateMany({
      where: { clientOrderId: ended.clientOrderId },
      data: { status: 'canceled' },
    });
    await expect(stage.broker.place(ended)).rejects.toThrow(/has ended meanwhile/);
  });

  test('is not expired while its last valid height has not passed', async () => {
    await aged();
    expect(await status()).toEqual(ALIVE);
  });

  test('is not expired for a node that gives its slot for its height, nor while one lags', async () => {
    stage.venue.chain.passBlocks(3100);
    stage.venue.misbehave('b', { slotAsHeight: true });
    expect(await status()).toEqual(ALIVE);
    stage.venue.misbehave('b', { lagBlocks: 2000 });
    expect(await status()).toEqual(ALIVE);
    stage.venue.misbehave('b', {});
  });

  test('is not expired while a node shows it as processed, nor booked', async () => {
    stage.venue.misbehave('b', { forked: true });
    await expect(status()).rejects.toThrow(/not confirmed/);
    stage.venue.misbehave('b', {});
  });

  test('is expired when both nodes agree, and only then has the order a second attempt', async () => {
    stage.venue.faults.inject({ path: /a#getSignatureStatuses/, moment: 'before', fault: { kind: 'drop' }, times: 2 });
    await expect(status()).rejects.toThrow(/did not say/);
    stage.venue.faults.clear();
    await expect.poll(status).toEqual({ kind: 'not_found', final: true });
    expect((await stage.broker.place(body)).status).toBe('filled');
    const attempts = await stage.desk.db.orderAttempt.findMany({ orderBy: { attemptNo: 'asc' } });
    expect(attempts.map(({ state }) => state)).toEqual(['expired', 'landed']);
    expect(stage.venue.chain.landed.size).toBe(1);
  });
});
