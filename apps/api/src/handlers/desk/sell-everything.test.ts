import { type MadeTrade, openTrade } from '@atc/core/testing/trades';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestApi, testApi } from '../../testing/test-api.ts';

let api: TestApi;
let wif: MadeTrade;
let bonk: MadeTrade;
beforeEach(async () => {
  api = await testApi();
  const { ctx } = api.company;
  bonk = await openTrade(ctx, { symbol: 'BONK', price: '0.00002', stop: '0.000018', usd: 50 });
  wif = await openTrade(ctx, { symbol: 'WIF', price: '1.5', stop: '1.2', usd: 20 });
});
afterEach(() => api?.close());

const sell = (headers = {}, reason = 'enough') => api.ask('POST /api/positions/close', { body: { reason }, headers });
const exits = () => api.company.ctx.db.proposal.count({ where: { missionType: 'exit' } });

test('close only is set first, and an exit begun of each position', async () => {
  const { status, body } = await sell();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    state: 'reducing',
    inFlight: [],
    positions: [
      { positionId: bonk.id, symbol: 'BONK', outcome: 'begun', missionId: expect.any(String) },
      { positionId: wif.id, symbol: 'WIF', outcome: 'begun', missionId: expect.any(String) },
    ],
  });
  expect((await api.ask('GET /api/trading-state')).body).toMatchObject({
    ...{ state: 'reducing', epoch: body.epoch, reason: 'enough', changedBy: 'operator:anna' },
  });
  for (const { missionId } of body.positions)
    expect((await api.ask(`GET /api/missions/${missionId}`)).body.steps).toMatchObject([{ kind: 'close_position' }]);
});

test('one key is one act: the first answer comes again, and nothing is sold twice', async () => {
  const first = await sell({ 'idempotency-key': 'panic' });
  const again = await sell({ 'idempotency-key': 'panic' });
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await exits()).toBe(2);
});

test('a first answer that was lost with its process is made up for without another exit', async () => {
  const { db } = api.company.ctx;
  const first = await sell({ 'idempotency-key': 'panic' });
  await db.idempotencyKey.deleteMany({ where: { key: 'panic' } });
  await db.position.updateMany({ data: { status: 'open' } });
  const idsOf = ({ body }: typeof first) => body.positions.map(({ proposalId }: { proposalId: string }) => proposalId);
  expect(idsOf(await sell({ 'idempotency-key': 'panic' }))).toEqual(idsOf(first));
  expect(await exits()).toBe(2);
});

test('what is being sold or bought already is told of with the reason, and the rest is sold', async () => {
  const { db } = api.company.ctx;
  await db.position.update({ where: { id: bonk.id }, data: { status: 'closing' } });
  expect((await sell()).body.positions).toMatchObject([
    { positionId: bonk.id, outcome: 'under_way', why: 'it is being sold already', proposalId: null },
    { positionId: wif.id, outcome: 'begun' },
  ]);
});

test('a position that cannot be closed keeps no other from it', async () => {
  const { db } = api.company.ctx;
  await db.$executeRaw`
    CREATE FUNCTION refuse_bonk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.title LIKE 'Sell BONK%' THEN RAISE 'not this one'; END IF; RETURN NEW; END $$`;
  await db.$executeRaw`
    CREATE TRIGGER refuse_bonk BEFORE INSERT ON ops_trading_proposals FOR EACH ROW EXECUTE FUNCTION refuse_bonk()`;
  expect((await sell()).body.positions).toMatchObject([
    { positionId: bonk.id, outcome: 'failed', why: 'the error is in the log of the company' },
    { positionId: wif.id, outcome: 'begun' },
  ]);
});

test('where nothing is held the desk is set to close only, and that is all', async () => {
  const { db } = api.company.ctx;
  await db.position.updateMany({ data: { status: 'closed', quantity: '0' } });
  expect((await sell()).body).toMatchObject({ state: 'reducing', positions: [] });
});

test.each([{}, { reason: '' }, { reason: ' ' }, { reason: 'x'.repeat(501) }, { reason: 5 }])(
  'a body of %j is refused, and nothing is done',
  async (body) => {
    expect((await api.ask('POST /api/positions/close', { body })).status).toBe(400);
    expect((await api.ask('GET /api/trading-state')).body.state).toBe('active');
    expect(await exits()).toBe(0);
  },
);
