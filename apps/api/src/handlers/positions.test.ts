import { newId } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';

let api: TestApi;
let positionId: string;
beforeAll(async () => {
  api = await testApi();
  positionId = await openOne(api);
});
afterAll(() => api?.close());

async function openOne({ company }: TestApi, symbol = 'BONK'): Promise<string> {
  const { db } = company.ctx;
  const account = await db.account.findFirstOrThrow();
  const instrument = await db.instrument.findFirstOrThrow({ where: { symbol } });
  const id = newId();
  await db.position.create({
    data: {
      id,
      accountId: account.id,
      instrumentId: instrument.id,
      status: 'open',
      entryProposalId: newId(),
      quantity: '1000000',
      filledQty: '1000000',
      entryPrice: '0.00002',
      costBasisUsd: '20',
      entryCostUsd: '20',
      currentPrice: '0.00002',
      stopLoss: '0.000018',
      initialStop: '0.000018',
      takeProfit: '0.000025',
      openedAt: company.ctx.clock.now(),
    },
  });
  return id;
}

test('a position shows its decimals as text', async () => {
  expect((await api.ask(`GET /api/positions/${positionId}`)).body).toMatchObject({
    quantity: '1000000',
    entryPrice: '0.00002',
    stopLoss: '0.000018',
    costBasisUsd: '20',
    orders: [],
    outcome: null,
  });
  expect((await api.ask('GET /api/positions?status=open')).body.items).toHaveLength(1);
  expect((await api.ask('GET /api/positions?status=closed')).body.items).toEqual([]);
});

test('a stop may rise but never fall', async () => {
  const patch = (body: object) => api.ask(`PATCH /api/positions/${positionId}`, { body });
  expect(await patch({ stopLoss: '0.000019' })).toMatchObject({ status: 200, body: { stopLoss: '0.000019' } });
  expect((await patch({ stopLoss: '0.000017' })).status).toBe(409);
  expect((await patch({ takeProfit: '0.00001' })).status).toBe(400);
  expect(await patch({ takeProfit: '0.00003' })).toMatchObject({
    status: 200,
    body: { takeProfit: '0.00003', stopLoss: '0.000019' },
  });
  expect(await patch({ trailingStopPct: 0.5 })).toMatchObject({ status: 200, body: { trailingStopPct: 0.5 } });
});

test('a stop at or above the last price and a target at or below it are refused, with both numbers', async () => {
  const { ctx } = api.company;
  const { price } = ctx.market.price('BONK_USDT', ctx.clock.now()) ?? { price: 0 };
  const faultOf = async (body: object) => {
    const answer = await api.ask(`PATCH /api/positions/${positionId}`, { body });
    return { status: answer.status, errors: answer.body.errors };
  };
  const last = new Decimal(price).toFixed();
  expect(await faultOf({ stopLoss: '2' })).toEqual({
    status: 400,
    errors: [{ path: 'stopLoss', message: `the stop 2 is not below the last price ${last}` }],
  });
  expect((await faultOf({ stopLoss: last, takeProfit: '3' })).status).toBe(400);
  expect(await faultOf({ takeProfit: last })).toEqual({
    status: 400,
    errors: [{ path: 'takeProfit', message: `the target ${last} is not above the last price ${last}` }],
  });
  expect((await api.ask(`GET /api/positions/${positionId}`)).body).toMatchObject({ stopLoss: '0.000019' });
});

test('five percent of seventeen whole units sell nothing, which is said, and what waits keeps its place', async () => {
  const { db } = api.company.ctx;
  const id = await openOne(api, 'SOL');
  await db.position.update({ where: { id }, data: { quantity: '17', filledQty: '17' } });
  await db.instrument.updateMany({ where: { symbol: 'SOL' }, data: { decimals: 0, minQuantity: '1' } });
  const close = (fraction: number) => api.ask(`POST /api/positions/${id}/close`, { body: { fraction } });
  expect(await close(0.05)).toMatchObject({
    status: 200,
    body: {
      status: 'rejected',
      missionId: null,
      reasons: [
        {
          check: 'lot',
          limit: '1',
          observed: '0.85',
          message: '5 % of 17 is 0.85, less than the smallest quantity of 1: nothing is sold',
        },
      ],
    },
  });
  expect((await api.ask(`GET /api/positions/${id}`)).body).toMatchObject({ status: 'open', quantity: '17' });
  expect((await close(0.1)).body).toMatchObject({ status: 'accepted' });
});

test.each([
  [{}],
  [{ stopLoss: '0' }],
  [{ stopLoss: '-1' }],
  [{ stopLoss: 0.00002 }],
  [{ quantity: '5' }],
  [{ stopLoss: null }],
  [{ trailingStopPct: 0 }],
  [{ trailingStopPct: 1 }],
])('a change of %j is refused', async (body) => {
  expect((await api.ask(`PATCH /api/positions/${positionId}`, { body })).status).toBe(400);
});

test.each([[{ fraction: 0 }], [{ fraction: 1.5 }], [{ fraction: -1 }], [{ fraction: '1' }], [{ part: 1 }]])(
  'a close of %j is refused',
  async (body) => {
    expect((await api.ask(`POST /api/positions/${positionId}/close`, { body })).status).toBe(400);
  },
);

test('a position that is not there cannot be closed or changed', async () => {
  expect((await api.ask(`POST /api/positions/${newId()}/close`)).status).toBe(404);
  expect((await api.ask(`PATCH /api/positions/${newId()}`, { body: { stopLoss: '1' } })).status).toBe(404);
});

test('an operator closes a position at once, and only once', async () => {
  const closed = await api.ask(`POST /api/positions/${positionId}/close`);
  expect(closed).toMatchObject({ status: 200, body: { status: 'accepted', missionId: expect.any(String) } });
  expect((await api.ask(`GET /api/missions/${closed.body.missionId}`)).body.steps).toMatchObject([
    { kind: 'close_position' },
  ]);
  expect((await api.ask(`POST /api/positions/${positionId}/close`)).status).toBe(409);
});

test('half of a position is sold once however often its key is sent, also when the first answer was lost', async () => {
  const { db } = api.company.ctx;
  const id = await openOne(api, 'WIF');
  const half = (key: string) =>
    api.ask(`POST /api/positions/${id}/close`, { body: { fraction: 0.5 }, headers: { 'idempotency-key': key } });
  const first = await half('half');
  expect(first.body).toMatchObject({ status: 'accepted' });
  // The exit has ended with the other half left, and the process died before it had kept its answer.
  await db.position.update({ where: { id }, data: { status: 'open' } });
  await db.idempotencyKey.deleteMany({ where: { key: 'half' } });
  expect((await half('half')).body.proposalId).toBe(first.body.proposalId);
  expect(await db.proposal.count({ where: { positionId: id } })).toBe(1);
  expect((await half('the other half')).body.proposalId).not.toBe(first.body.proposalId);
});
