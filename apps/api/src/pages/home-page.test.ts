import { expect, test } from 'vitest';
import { homePage as writeHome } from './home-page.ts';
import type { Desk } from './read-desk.ts';

const at = new Date('2025-01-06T14:30:00Z');

const homePage = (desk: Desk) => writeHome(desk, { mayStop: true });

type Held = Desk['positions'][number];
const held = {
  instrument: { id: 'i', venue: 'paper', symbol: 'ETH', contract: 'ETH_USDT' },
  status: 'open',
  quantity: '0.016365',
  costBasisUsd: '59.94',
  entryPrice: '3662.67',
  currentPrice: '3478.69',
  stopLoss: '3304.75',
  takeProfit: null,
  trailingStopPct: null,
  highWaterPrice: null,
  entryCostUsd: '59.94',
  resultUsd: '-3.0137',
} as unknown as Held;

const desk = (changes: Partial<Desk> = {}): Desk =>
  ({
    now: at,
    tradingMode: 'paper',
    market: 'simulated',
    timeZone: 'America/Los_Angeles',
    state: { state: 'active', epoch: 1, reason: 'the company opens', changedBy: 'seed', changedAt: at },
    books: {
      equityUsd: '1000',
      cashUsd: '1000',
      exposureUsd: '0',
      resultUsd: '0',
      openResultUsd: '0',
      feesUsd: '0',
      drawdown: 0,
      winRate: null,
      wins: 0,
      losses: 0,
    },
    positions: [],
    locks: [],
    breakers: [],
    events: [],
    heartbeat: null,
    health: { database: 'up', queues: 'up', watch: 'none' },
    ...changes,
  }) as Desk;

test('says whose money it is', () => {
  expect(homePage(desk())).toContain('Paper money on a simulated market');
  expect(homePage(desk({ market: 'replay' }))).toContain('Paper money on recorded prices');
  const real = homePage(desk({ tradingMode: 'live', market: 'live' }));
  expect(real).toContain('REAL MONEY');
  expect(real).not.toContain('Paper');
});

test('a position shows what is held, how far its stop is, and what it has lost of its cost', () => {
  const page = homePage(desk({ positions: [held] }));
  expect(page).toContain('0.016365');
  expect(page).toContain('3304.75 <small>−5.0 %</small>');
  expect(page).toContain('<span class="lost">−$3.01</span> <small>−5.0 %</small>');
  expect(page).toContain('<td data-is="Target">–</td>');
});

test('a trailing stop that has taken over is the stop that is shown', () => {
  const page = homePage(desk({ positions: [{ ...held, trailingStopPct: 0.1, highWaterPrice: '3800' }] }));
  expect(page).toContain('3420');
  expect(page).not.toContain('3304.75');
});

test('a position that is not simply open says so', () => {
  expect(homePage(desk({ positions: [held] }))).not.toContain('<small>open</small>');
  expect(homePage(desk({ positions: [{ ...held, status: 'closing' }] }))).toContain('<small>closing</small>');
});

test('an opening position without a price or a cost shows no percentages', () => {
  const opening = {
    ...held,
    status: 'opening',
    entryPrice: null,
    currentPrice: null,
    costBasisUsd: '0',
    resultUsd: '0',
  };
  expect(homePage(desk({ positions: [opening as Held] }))).toContain('<td data-is="Stop">3304.75</td>');
});

test('why the desk stands still is beside its state', () => {
  const state = { ...desk().state, state: 'halted' as const, reason: 'going to <bed>' };
  expect(homePage(desk({ state }))).toContain('halted</span> <span>going to &lt;bed&gt;</span>');
});

test('a heartbeat that does not come is a fault', () => {
  const heartbeat = { lastBeatAt: at, late: true } as Desk['heartbeat'];
  expect(homePage(desk({ heartbeat }))).toContain('<b class="fault">No heartbeat since 06 Jan, 06:30</b>');
});

// A browser shows a line break in a text as a space.
const shown = (page: string) => page.replaceAll(/\s+/g, ' ');

test('locks and open breakers say why and until when', () => {
  const locks = [
    { kind: 'loss_streak', symbol: null, reason: 'three stop-outs', endsAt: at },
  ] as unknown as Desk['locks'];
  const breakers = [
    { key: 'execute_trade:paper', state: 'half_open', failures: 3, lastError: 'timeout' },
  ] as unknown as Desk['breakers'];
  const page = shown(homePage(desk({ locks, breakers })));
  expect(page).toContain('<b>loss streak</b> on all entries: three stop-outs until 06 Jan, 06:30');
  expect(page).toContain('<b>execute_trade:paper</b> is half open after 3 failures: timeout');
});

test('what an agent said stands once beside its name', () => {
  const events = [
    { kind: 'trade.executed', agentId: 'scout', title: 'SCOUT bought 3 ETH', occurredAt: at.toISOString() },
  ] as unknown as Desk['events'];
  expect(shown(homePage(desk({ events })))).toContain('<b class="scout">SCOUT</b> <span>bought 3 ETH</span>');
});

test('only who may stop the desk is shown how', () => {
  expect(writeHome(desk(), { mayStop: true })).toContain('STOP trading');
  expect(writeHome(desk(), { mayStop: false })).not.toContain('id="stop"');
});

test('equity that rests on an old price says so, with the token and the age', () => {
  expect(homePage(desk())).not.toContain('stale');
  const { books } = desk();
  const old = { ...books, stale: true, staleTokens: ['ETH', 'SOL'], pricedAt: '2025-01-06T11:30:00Z' };
  expect(homePage(desk({ books: old }))).toContain('Equity is stale: no fresh price of ETH, SOL for up to 3.0 hours');
});
