import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLookAhead, checkPurity, checkRepeatability, type Subject } from '../checks/index.ts';
import { type DeskRun, deskSettings, playDesk } from '../desk/index.ts';
import { type Recording, recordDays } from '../testing/recording.ts';
import { loadWorld, openWorld, type World } from '../world/index.ts';
import { decisionsOf, playOf, pricesOf } from './index.ts';

let recording: Recording;
let world: World;
let run: DeskRun;

const play = (changes: Parameters<typeof deskSettings>[1] = {}, over = world) =>
  playDesk(over, deskSettings(over, changes));
const subject: Subject = (market) => decisionsOf(play({}, openWorld(market)));

beforeAll(async () => {
  recording = await recordDays('a', 4);
  world = await loadWorld({ seed: '1', ...recording });
  run = play();
});
afterAll(() => recording?.remove());

test('the desk reads nothing that has not happened, and nothing of its own', () => {
  const { market } = world;
  expect(decisionsOf(run).length).toBeGreaterThan(100);
  const lines = checkLookAhead({ market, subject, seed: '1', instants: 4 });
  expect([...lines, checkPurity(() => subject(market)), checkRepeatability(subject, market)]).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ passed: true })),
  );
});

test('dice buy about as often as the desk, for no reason, and sell by its rules', () => {
  const entries = run.trades.length + run.held.length;
  const runs = ['1', '2', '3', '4'].map((seed) => play({ seed, placebo: { entries, confidence: 0.8 } }));
  const bought = runs.reduce((sum, { trades, held }) => sum + trades.length + held.length, 0);
  // Three standard errors of a count.
  expect(Math.abs(bought - 4 * entries)).toBeLessThan(3 * Math.sqrt(4 * entries));
  for (const { trades } of runs) expect(trades.every(({ source }) => source === 'dice')).toBe(true);
  expect(new Set(runs.flatMap(({ trades }) => trades.map(({ reason }) => reason))).size).toBeGreaterThan(1);
});

test('twice the costs are twice the fees of a trade, and a worse result', () => {
  const first = ({ trades }: DeskRun) => trades.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime())[0];
  const [plain, costly] = [first(run), first(play({ terms: { costs: 2, fill: 'close' } }))];
  expect([costly?.symbol, costly?.openedAt]).toEqual([plain?.symbol, plain?.openedAt]);
  const share = (trade: typeof plain) => (trade ? trade.feesUsd / trade.entryCostUsd : Number.NaN);
  expect(share(costly) / share(plain)).toBeCloseTo(2, 1);
  expect(costly?.entryPrice).toBeGreaterThan(plain?.entryPrice ?? Number.NaN);
});

test('an order that fills at the next open has the price of the bar that follows', () => {
  const [trade] = play({ terms: { costs: 1, fill: 'next_open' } }).trades;
  if (!trade) throw new Error('nothing was traded');
  const { openedAt, contract, entryPrice, entryCostUsd, slippageUsd } = trade;
  const [next] = world.market.barsClosedBetween(contract, openedAt, new Date(openedAt.getTime() + world.market.barMs));
  expect(entryPrice).toBeGreaterThan(next?.open ?? Number.NaN);
  expect(entryPrice / (next?.open ?? Number.NaN) - 1).toBeLessThan(0.01);
  expect(slippageUsd / entryCostUsd).toBeLessThan(0.02);
});

test('a play begins with the capital, ends with the equity, and its trades know how far prices went', () => {
  const { equity, trades } = playOf(run, world.market, '1');
  expect([equity[0]?.usd, equity.at(-1)?.usd]).toEqual([run.capitalUsd, run.equityUsd]);
  expect(trades).toHaveLength(run.trades.length);
  for (const trade of trades) {
    expect(trade.mae).toBeLessThanOrEqual(0);
    expect(trade.mfe).toBeGreaterThanOrEqual(0);
    // Costs apart, no trade ends outside of what prices did.
    expect(trade.return).toBeLessThan(trade.mfe);
    expect(trade.riskUsd).toBeGreaterThan(0);
  }
});

test('a token has no price after the recording has ended', () => {
  const { tokens, closeAt } = pricesOf(world.market);
  const end = world.market.endsAt.getTime();
  expect(closeAt(tokens[0] ?? '', end)).toBeGreaterThan(0);
  expect(closeAt(tokens[0] ?? '', end + 1)).toBeNull();
  expect(closeAt('nothing', end)).toBeNull();
});
