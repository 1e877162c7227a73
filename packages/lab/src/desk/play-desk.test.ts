import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recording, recordDays } from '../testing/recording.ts';
import { loadWorld, type World } from '../world/index.ts';
import { type DeskRun, deskSettings, playDesk } from './index.ts';

const DAYS = 4;
const FIVE_MS = 300_000;

let recording: Recording;
let world: World;
let whole: DeskRun;

const play = (changes: Parameters<typeof deskSettings>[1] = {}, over = world) =>
  playDesk(over, deskSettings(over, changes));

beforeAll(async () => {
  recording = await recordDays('a', DAYS);
  world = await loadWorld({ seed: '1', ...recording });
  whole = play();
});
afterAll(() => recording?.remove());

test('the desk trades, and the same world and seed give the same run', async () => {
  expect(whole.trades.length).toBeGreaterThan(5);
  expect(play()).toEqual(whole);
  expect(play({}, await loadWorld({ seed: '1', ...recording }))).toEqual(whole);
});

test('another seed is another run', () => {
  expect(play({ seed: '2' }).trades).not.toEqual(whole.trades);
});

test('nothing is decided by what comes later: a run that ends earlier made the same trades until then', async () => {
  for (const share of [0.21, 0.5, 0.83]) {
    const bars = Math.floor((share * DAYS * 86_400_000) / FIVE_MS);
    const to = new Date(recording.from.getTime() + bars * FIVE_MS);
    const cut = play({}, await loadWorld({ seed: '1', dir: recording.dir, from: recording.from, to }));
    expect(cut.trades).toEqual(whole.trades.filter(({ closedAt }) => closedAt <= to));
  }
});

test('never more is held than policy allows, and no token twice', () => {
  const at = (instant: Date) => whole.trades.filter((one) => one.openedAt <= instant && one.closedAt > instant);
  for (const { openedAt } of whole.trades) {
    const held = at(openedAt).map(({ symbol }) => symbol);
    expect(held.length).toBeLessThanOrEqual(3);
    expect(new Set(held).size).toBe(held.length);
  }
});

test('what equity gained is what closed trades and open positions came to', () => {
  const sum = whole.trades.reduce((total, { pnlUsd }) => total + pnlUsd, whole.openResultUsd);
  expect(whole.equityUsd - whole.capitalUsd).toBeCloseTo(sum, 8);
});

test('without INTEL nothing is found, and without ATLAS nothing is decided', () => {
  expect(play({ off: ['intel'] })).toMatchObject({ trades: [], signals: 0 });
  expect(play({ off: ['atlas'] }).trades).toEqual([]);
});

test('without reviews no trade is ended by one', () => {
  const { trades } = play({ without: ['reviews'] });
  expect(trades.some(({ reason }) => reason === 'review')).toBe(false);
  expect(trades).not.toEqual(whole.trades);
});

test('a stop sells although SCOUT takes no part', () => {
  const { trades, open } = play({ off: ['scout'] });
  expect(trades.length + open).toBeGreaterThan(0);
  expect(trades.some(({ reason }) => reason === 'stop_loss' || reason === 'take_profit')).toBe(true);
});
