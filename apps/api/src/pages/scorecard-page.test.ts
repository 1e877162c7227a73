import { Decimal, ZERO } from '@atc/core/kernel/money';
import type { Score, Scorecard } from '@atc/core/loop/scorecard';
import { closeTrade, openTrade } from '@atc/core/testing/trades';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { scorecardPage } from './scorecard-page.ts';

const score = (changes: Partial<Score> = {}): Score => ({
  name: 'company',
  trades: 0,
  open: 0,
  wins: 0,
  losses: 0,
  winRate: null,
  pnlUsd: ZERO,
  unrealizedUsd: ZERO,
  feesUsd: ZERO,
  profitFactor: null,
  averageWinUsd: null,
  averageLossUsd: null,
  tooFew: false,
  sharpeRatio: null,
  sortinoRatio: null,
  maxDrawdown: 0,
  timeInMarket: 0,
  return: 0,
  buyAndHold: null,
  ...changes,
});

const card = (changes: Partial<Scorecard> = {}): Scorecard => ({
  from: new Date('2025-01-06T14:00:00Z'),
  to: new Date('2025-01-20T14:00:00Z'),
  capitalUsd: new Decimal(1000),
  prices: { pricedAt: null, old: [] },
  company: score(),
  agents: [],
  sources: [],
  tokens: [],
  forecasts: [],
  odds: [],
  goals: [],
  ...changes,
});

const written = (changes: Partial<Scorecard> = {}) => scorecardPage(card(changes), 'UTC');
const cells = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<td data-is="([^"]+)">(.*?)<\/td>/g)].map(([, name = '', text]) => [name, text]),
  );

test('what was not measured is a dash, not a zero', () => {
  const names = ['Won', 'Holding', 'Sharpe', 'Sortino', 'Profit factor'];
  const none = Object.fromEntries(names.map((name) => [name, '–']));
  expect(cells(written())).toMatchObject(none);
});

test('figures read as people write them, losses with a minus', () => {
  const company = score({
    trades: 12,
    open: 2,
    winRate: 0.625,
    pnlUsd: new Decimal('-12.345'),
    feesUsd: new Decimal('1.5'),
    return: -0.0123,
    buyAndHold: 0.05,
    profitFactor: 1.234,
    sharpeRatio: -0.5,
    maxDrawdown: -0.081,
    timeInMarket: 0.4,
  });
  expect(cells(written({ company }))).toMatchObject({
    Trades: '12',
    Open: '2',
    Won: '62.5 %',
    Result: '<span class="lost">−$12.35</span>',
    Return: '−1.2 %',
    Holding: '5.0 %',
    'Profit factor': '1.23',
    Sharpe: '−0.50',
    Drawdown: '−8.1 %',
    'In market': '40.0 %',
    Fees: '$1.50',
  });
});

test('what nobody has a score in has no table', () => {
  expect(written()).not.toContain('By agent');
  expect(written({ agents: [score({ name: 'scout' })] })).toContain('By agent');
});

test('names of sources, which outsiders choose, stand as text', () => {
  const page = written({ sources: [score({ name: '<img src=x onerror=alert(1)>' })] });
  expect(page).toContain('&lt;img');
  expect(page).not.toContain('<img');
});

test('a forecast without an outcome has no score yet, and a perfect one has zero', () => {
  const forecasts = [
    { by: 'agent', name: 'sage', scored: 0, brier: null },
    { by: 'format', name: 'desk_review', scored: 3, brier: 0 },
  ] as unknown as Scorecard['forecasts'];
  const page = written({ forecasts });
  expect(page).toContain('votes of sage');
  expect(page).toContain('<td data-is="Brier score">not\u00a0yet</td>');
  expect(page).toContain('votes in a desk review');
  expect(page).toContain('<td data-is="Brier score">0.000</td>');
});

test('what buy signals pay stands beside what they need, whether or not that shows anything', () => {
  const found = { source: 'scanner', day: '2025-01-20', settled: 214, paid: 66, needs: 0.44, telling: false } as const;
  const edge = { mean: -0.2, low: -0.3, high: -0.1 };
  const page = written({ odds: [{ ...found, edge, shown: 'loses' }] });
  expect(cells(page)).toMatchObject({ Settled: '214', Paid: '31 %', Needed: '44 %', Shown: 'loses' });
  expect(written({ odds: [{ ...found, edge, shown: null }] })).toContain('nothing\u00a0yet');
  expect(written()).not.toContain('What buy signals pay');
});

test('times are the company’s own', () => {
  expect(scorecardPage(card(), 'America/Los_Angeles')).toContain('06 Jan, 06:00');
});

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const { ctx } = api.company;
  for (const [symbol, price, end] of [
    ['BONK', '0.00002', '0.000025'],
    ['WIF', '2', '1.9'],
  ] as const) {
    const trade = await openTrade(ctx, { symbol, price, source: 'scanner:breakout' });
    await closeTrade(ctx, trade, { price: end, reason: 'operator' });
  }
});
afterAll(() => api?.close());

test('the scorecard counts each trade once by agent, source and token, with the results of the books', async () => {
  const { body } = await api.ask('GET /api/scorecard', { key: api.keys.viewer });
  expect(body.company).toMatchObject({ trades: 2, open: 0, wins: 1, losses: 1, winRate: 0.5 });
  for (const part of [body.agents, body.sources, body.tokens]) {
    const counts = part.map(({ trades }: { trades: number }) => trades);
    expect(counts.reduce((sum: number, one: number) => sum + one, 0)).toBe(2);
  }
  const books = (await api.ask('GET /api/portfolio')).body;
  expect(new Decimal(books.realizedPnl).sub(books.feesUsd).toFixed()).toBe(body.company.pnlUsd);
  expect(body.company.feesUsd).toBe(books.feesUsd);
  expect(books.winRate).toBe(body.company.winRate);
});

test('every aim says how it is measured and where it stands', async () => {
  const { goals } = (await api.ask('GET /api/scorecard')).body;
  expect(goals.length).toBeGreaterThan(3);
  for (const goal of goals) {
    expect(['met', 'not_met', 'not_yet']).toContain(goal.state);
    expect(goal.definition.length).toBeGreaterThan(10);
  }
  const page = (await api.ask('GET /scorecard')).body;
  for (const { name } of goals)
    expect(page).toContain(
      name.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
});

test('figures that rest on an old price say so', () => {
  const at = new Date('2025-01-20T11:00:00Z');
  expect(written()).not.toContain('stale');
  expect(written({ prices: { pricedAt: at, old: [{ symbol: 'SOL', at }] } })).toContain(
    'stale: no fresh price of SOL for up to 3.0 hours',
  );
});

test('the page begins with what everybody asks first', () => {
  const company = score({ trades: 3, wins: 2, losses: 1, return: 0.021, buyAndHold: -0.1 });
  expect(scorecardPage(card({ company }), 'UTC')).toContain(
    'It is up 2.1 % since it opened 14.0 days ago; holding the same tokens would be down 10.0 %. 2 of 3 trades won.',
  );
});
