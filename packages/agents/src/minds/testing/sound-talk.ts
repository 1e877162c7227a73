import type { DistilBriefing } from '../distillation.ts';
import type { TalkBriefing } from '../talk.ts';

/** For tests: a turn of a talk on an ordinary day, with the given changes. */
export function soundTalk(changes: Partial<TalkBriefing> = {}): TalkBriefing {
  return {
    ...{
      key: 'morning_standup|the day|2',
      format: 'morning_standup',
      topic: 'the day',
      at: '2025-03-01T14:30:07.000Z',
    },
    ...{ turnNo: 2, turnsPlanned: 8, temperature: 0.6 },
    books: {
      ...{ equityUsd: 1012.4, cashUsd: 900.1, exposureUsd: 112.3, dayPnlUsd: 3.2, drawdownPct: 0.012 },
      ...{ openPositions: 2, wins: 4, losses: 3 },
    },
    desk: { proposals: 9, refused: 2, failedSteps: 1, trades: 3, signals: 14 },
    held: [{ symbol: 'SOL', pnlUsd: -1.4, pnlPct: -0.03, toStopPct: 0.08, holdHours: 5.5 }],
    lastTrade: { symbol: 'WIF', pnlUsd: 4.2, pnlPct: 0.07, exitReason: 'take_profit', holdHours: 6.5 },
    movers: [{ symbol: 'BONK', price: '0.00002431', change24hPct: 0.087 }],
    signals: [{ symbol: 'BONK', confidence: 0.71, source: 'scanner:breakout' }],
    heard: [{ agentId: 'observer', text: 'All rules were kept.' }],
    ...{ openings: [], voice: [] },
    ...changes,
  };
}

/** For tests: a post-mortem that has ended, with the given changes. */
export function soundDistil(changes: Partial<DistilBriefing> = {}): DistilBriefing {
  return {
    ...{ key: 'post_mortem|SOL', format: 'post_mortem', topic: 'SOL', at: '2025-03-01T21:30:00.000Z' },
    participants: ['atlas', 'sage', 'growth'],
    said: [
      { agentId: 'sage', text: 'SOL cost us 7.0%.', stance: null },
      { agentId: 'atlas', text: 'SOL was worth a try.', stance: 'doubts' },
    ],
    trades: [{ id: 't1', symbol: 'SOL', pnlPct: -0.07, holdHours: 24, exitReason: 'stop_loss' }],
    ...{ verdict: null, tokens: ['SOL', 'BONK'], held: [], record: { trades: 12, wins: 5, averagePct: -0.01 } },
    options: [{ id: 'check_rules', says: 'OBSERVER checks the day' }],
    ...changes,
  };
}
