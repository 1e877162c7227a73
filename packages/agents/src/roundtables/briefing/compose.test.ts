import type { Odds } from '@atc/core/desk/odds';
import { HOUR_MS } from '@atc/core/kernel/time';
import type { Candle } from '@atc/core/market';
import { expect, test } from 'vitest';
import { reviewBriefing } from '../../minds/index.ts';
import { composeBriefing } from './compose.ts';
import type { ReviewFacts } from './facts.ts';
import { likenessOf } from './likeness.ts';
import { roundTripBps } from './liquidity.ts';

const noTrades = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };

const bars = (closes: readonly number[], range = 0.04): readonly Candle[] =>
  closes.map((close, i) => ({
    openAt: i * HOUR_MS,
    open: close,
    high: close * (1 + range / 2),
    low: close * (1 - range / 2),
    close,
    volume: 1000,
  }));

const wave = (phase: number, n = 72) =>
  Array.from({ length: n }, (_, i) => 100 + 5 * Math.sin(i / 3 + phase) + Math.sin(i * 1.7 + phase * 2));

const facts = (subject: Partial<ReviewFacts['subject']> = {}, rest: Partial<ReviewFacts> = {}): ReviewFacts => ({
  at: new Date('2025-03-01T10:05:00Z'),
  subject: {
    key: 'plan:1',
    symbol: 'SOL',
    contract: 'SOL',
    instrumentId: 'i',
    positionId: null,
    action: 'entry',
    agentId: 'scout',
    sizeUsd: 50,
    riskUsd: 5,
    entryPrice: '100',
    stopLoss: '90',
    target: '120',
    confidence: 0.8,
    stopDefaulted: false,
    fraction: null,
    evidenceCount: 3,
    sourceName: 'scanner:breakout',
    ...subject,
  },
  position: null,
  portfolio: { equityUsd: 1000, cashUsd: 900, exposureUsd: 100, openPositions: 2, drawdownPct: 0.02, dayPnlUsd: 0 },
  market: { stale: false, price: { price: 101, at: new Date('2025-03-01T10:05:00Z') }, hours: bars(wave(0)) },
  held: [],
  record: { token: noTrades, source: noTrades, company: noTrades },
  ...rest,
});

test('a briefing carries the ratios that reviewers speak about', () => {
  const briefing = composeBriefing(facts());
  expect(briefing.plan).toMatchObject({ stopPct: 0.1, targetPct: 0.2, rewardRisk: 2, riskPct: 0.005 });
  expect(briefing.market.driftPct).toBeCloseTo(0.01);
  expect(briefing.portfolio).toMatchObject({ exposurePct: 0.1, exposureAfterPct: 0.15 });
});

test('a briefing survives being stored', () => {
  const briefing = { ...composeBriefing(facts()), heard: [], voice: [] };
  expect(reviewBriefing.parse(JSON.parse(JSON.stringify(briefing)))).toEqual(briefing);
});

test('what cannot be known is null, not a number', () => {
  const briefing = composeBriefing(
    facts({ entryPrice: null, target: null }, { market: { price: null, stale: true, hours: [] } }),
  );
  expect(briefing.plan).toMatchObject({ stopPct: null, rewardRisk: null, edgeR: null });
  expect(briefing.market).toMatchObject({
    lastPrice: null,
    atrPct: null,
    stopAtrs: null,
    roundTripBps: null,
    costShare: null,
  });
});

test('a stop above the entry has no ratio', () => {
  expect(composeBriefing(facts({ stopLoss: '105' })).plan.rewardRisk).toBeNull();
});

test('an exit takes exposure away', () => {
  const position = {
    entryPrice: '100',
    stopLoss: '90',
    costUsd: 60,
    resultUsd: -6,
    valueUsd: 54,
    openedAt: new Date('2025-03-01T08:05:00Z'),
  };
  const briefing = composeBriefing(facts({ action: 'exit', sizeUsd: null, fraction: null }, { position }));
  expect(briefing.portfolio.exposureAfterPct).toBeCloseTo(0.046);
  expect(briefing.position).toMatchObject({ pnlPct: -0.1, holdHours: 2, fraction: 1 });
});

test('the token that moves the same way is named', () => {
  const likeness = likenessOf(bars(wave(0)), [
    { symbol: 'WIF', hours: bars(wave(0).map((close) => close * 2)) },
    { symbol: 'JUP', hours: bars(wave(2)) },
  ]);
  expect(likeness).toMatchObject({ nearestSymbol: 'WIF', correlatedCount: 1 });
  expect(likeness.nearestCorrelation).toBeCloseTo(1);
});

test('the ATR of bars with one range is that range', () => {
  const atrOf = (hours: readonly Candle[]) =>
    composeBriefing(facts({}, { market: { price: null, stale: true, hours } })).market.atrPct;
  expect(
    atrOf(
      bars(
        Array.from({ length: 30 }, () => 50),
        0.04,
      ),
    ),
  ).toBeCloseTo(0.04);
  expect(atrOf(bars(wave(0, 10)))).toBeNull();
});

test('a larger order costs more', () => {
  const cost = (sizeUsd: number) => roundTripBps({ sizeUsd, volume1hUsd: 1e6, atrPct: 0.02 }) ?? 0;
  expect(cost(10_000)).toBeGreaterThan(cost(10));
});

test('the odds of its signal say how likely a plan pays, and what such signals came to', () => {
  const odds: Odds = {
    ...{ probability: 0.31, of: 214, paid: 66, needs: 0.44, telling: true, shown: 'loses' },
    edge: { mean: -0.2, low: -0.3, high: -0.1 },
  };
  const { plan } = composeBriefing(facts({ odds }));
  expect(plan).toMatchObject({ winChance: 0.31, edgeR: -0.2, odds: { of: 214, paid: 66, shown: 'loses' } });
  const unsettled = composeBriefing(facts({ odds: { ...odds, of: 0, paid: 0, shown: null } }));
  expect(unsettled.plan).toMatchObject({ winChance: 0.31, edgeR: null });
});
