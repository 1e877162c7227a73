import type { IdeaBriefing } from '../idea.ts';

/** For tests: a look for work on an ordinary day, with the given changes. */
export function soundIdea(changes: Partial<IdeaBriefing> = {}): IdeaBriefing {
  return {
    ...{ key: 'initiative:sage', at: '2025-03-01T14:30:07.000Z' },
    memories: [
      { id: 'm1', type: 'lesson', content: 'BONK lost 4.0 % in an hour.', confidence: 0.72 },
      { id: 'm2', type: 'lesson', content: 'SOL lost 7.0 % in a day.', confidence: 0.7 },
    ],
    options: [
      {
        ...{ id: 'halve:SOL', says: 'Sell half of SOL: it taught a lesson before', because: ['m2'] },
        ...{ figure: 'price_change', wrongIf: 'at_least', bound: 0.003, strictest: 0 },
        ...{ hours: { least: 4, usual: 24, most: 48 }, stands: { pnlPct: -0.03, valueUsd: 42 } },
      },
    ],
    ...changes,
  };
}
