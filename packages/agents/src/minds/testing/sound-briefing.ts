import type { z } from 'zod';
import { type ReviewBriefing, reviewBriefing } from '../review.ts';

type Given = z.input<typeof reviewBriefing>;

type Changes = { readonly [K in 'plan' | 'market' | 'portfolio']?: Partial<Given[K]> } & {
  readonly [K in 'key' | 'position' | 'record' | 'heard' | 'voice']?: Given[K];
};

const noTrades = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };

/** For tests: an entry that nobody has a reason to refuse, with the given changes. */
export function soundBriefing(changes: Changes = {}): ReviewBriefing {
  return reviewBriefing.parse({
    key: changes.key ?? 'entry|BONK|2025-03-01T10:00',
    at: '2025-03-01T10:05:12.000Z',
    plan: {
      symbol: 'BONK',
      action: 'entry',
      agentId: 'scout',
      sizeUsd: 46.66,
      entryPrice: '0.00002431',
      stopLoss: '0.00002188',
      target: '0.00002917',
      confidence: 0.83,
      rewardRisk: 2,
      stopPct: 0.1,
      targetPct: 0.2,
      riskUsd: 4.67,
      riskPct: 0.00467,
      edgeR: 0.55,
      winChance: 0.515,
      stopDefaulted: false,
      evidenceCount: 5,
      ...changes.plan,
    },
    market: {
      lastPrice: '0.00002434',
      lastPriceAt: '2025-03-01T10:05:00.000Z',
      priceAgeMinutes: 0,
      stale: false,
      driftPct: 0.0012,
      atrPct: 0.05,
      stopAtrs: 2,
      change24hPct: 0.087,
      volume1hUsd: 250_000,
      volumeShare: 0.00019,
      roundTripBps: 28,
      costShare: 0.014,
      regime: null,
      ...changes.market,
    },
    portfolio: {
      equityUsd: 1000,
      cashUsd: 940,
      openPositions: 1,
      exposurePct: 0.06,
      exposureAfterPct: 0.1067,
      drawdownPct: 0.012,
      dayPnlUsd: 3.2,
      nearestSymbol: 'WIF',
      nearestCorrelation: 0.41,
      correlatedCount: 0,
      ...changes.portfolio,
    },
    position: changes.position ?? null,
    record: changes.record ?? { token: noTrades, source: noTrades, sourceName: 'scanner:breakout', company: noTrades },
    heard: changes.heard ?? [],
    voice: changes.voice ?? [],
  } satisfies Given);
}
