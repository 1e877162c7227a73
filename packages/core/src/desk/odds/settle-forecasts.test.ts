import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../kernel/db/index.ts';
import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import { scriptedMarket } from '../../testing/scripted-market.ts';
import { TEST_START, type TestCompany, testCompany } from '../../testing/test-company.ts';
import { insertForecast, listFits, oddsOf, settleForecasts } from './index.ts';

let company: TestCompany;
let market: ReturnType<typeof scriptedMarket>;
let passed = 0;

beforeEach(async () => {
  passed = 0;
  market = scriptedMarket({ SOL_USDT: 200 }, { startsAt: TEST_START, barMs: 15 * MINUTE_MS });
  company = await testCompany({ market });
});
afterEach(() => company.close());

const after = (ms: number) => new Date(TEST_START.getTime() + ms);

/** A forecast on SOL, made so long after the start, that would have stopped at 190. */
async function foresee(ms: number, score = 0.7): Promise<string> {
  const { ctx } = company;
  const found = { source: 'scanner:breakout', token: 'SOL', status: 'analyzed', trust: 'trusted' } as const;
  const madeAt = after(ms);
  const { id: signalId } = await ctx.db.signal.create({ data: { ...found, observedAt: madeAt, adoptedAt: madeAt } });
  const dueAt = new Date(madeAt.getTime() + DAY_MS);
  const made = { kind: 'scanner', contract: 'SOL_USDT', madeAt, dueAt, price: 200, stop: 190, mapped: 0.4, base: 0.4 };
  await inTransaction(ctx.db, (tx) => insertForecast(tx, { signalId, score, odds: oddsOf(null, score), ...made }));
  return signalId;
}

/** A quarter of an hour a bar: the token goes to a price at once and stays there for so many days. */
async function pass(days: number, close: number): Promise<void> {
  const count = (days * DAY_MS) / market.barMs;
  for (let bar = 0; bar < count; bar += 1) market.append('SOL_USDT', { open: close, close });
  passed += days * DAY_MS;
  await company.setTime(after(passed));
}

const settle = (day: string) => inTransaction(company.ctx.db, (tx) => settleForecasts(company.ctx, tx, day));
const read = (signalId: string) => company.ctx.db.forecast.findUniqueOrThrow({ where: { signalId } });
const told = () => company.ctx.db.event.findMany({ where: { kind: 'forecasts.calibrated' }, orderBy: { id: 'asc' } });

test('a forecast is settled once its day is over, by what the market did, and not before', async () => {
  const [paid, stopped] = [await foresee(0), await foresee(DAY_MS)];
  await pass(0.5, 204);
  expect(await settle('2025-02-04')).toBe(0);
  await pass(0.5, 204);
  expect(await settle('2025-02-05')).toBe(1);
  expect(await read(paid)).toMatchObject({ paid: true, resultR: expect.closeTo((0.02 - 0.003) / 0.05, 9) });
  await pass(1, 180);
  expect(await settle('2025-02-06')).toBe(1);
  expect(await read(stopped)).toMatchObject({ paid: false });
  expect(await settle('2025-02-07')).toBe(0);
  expect(await listFits(company.ctx.db)).toMatchObject([
    { kind: 'scanner', day: '2025-02-06', calibration: { base: expect.any(Number) } },
  ]);
});

test('a day that was not recorded settles nothing, and counts in no map', async () => {
  const lost = await foresee(0);
  await company.setTime(after(DAY_MS));
  expect(await settle('2025-02-04')).toBe(1);
  expect(await read(lost)).toMatchObject({ settledAt: after(DAY_MS), paid: null, resultR: null });
  expect(await listFits(company.ctx.db)).toEqual([]);
});

test('what is shown to lose is told once, and once more when it is shown no more', async () => {
  for (let day = 0; day < 12; day += 1) {
    for (let each = 0; each < 3; each += 1) await foresee(day * DAY_MS + each * 1000);
    // Down and up again: what was bought the day before was stopped, or lost its costs.
    await pass(1, day % 2 === 0 ? 180 : 200);
  }
  await settle('losing');
  await settle('nothing new');
  expect(await told()).toMatchObject([{ agentId: 'growth', tags: ['forecasts', 'calibrated', 'loses'] }]);
  expect((await told())[0]?.title).toMatch(
    /^Buy signals of scanner are shown to lose: of \d\d such forecasts 0 % paid/,
  );
  for (let day = 12; day < 40; day += 1) {
    await foresee(day * DAY_MS);
    await pass(1, 240);
  }
  await settle('winning');
  expect((await told()).at(-1)?.tags).not.toContain('loses');
  expect(await told()).toHaveLength(2);
});
