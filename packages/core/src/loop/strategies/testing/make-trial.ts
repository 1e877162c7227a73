import type { Trial } from '../../trials/index.ts';

/** A trial of the strategy `trend`, with some of it changed. */
export function makeTrial(changes: Partial<Trial> = {}): Trial {
  return {
    runId: 'aaaa000000000001',
    family: 'trend',
    strategy: 'trend-majors',
    version: 3,
    values: { n: 56 },
    recording: 'candles 1a2b',
    split: 'whole',
    from: '2024-06-24T00:00:00.000Z',
    to: '2024-06-28T00:00:00.000Z',
    seed: '1',
    costs: 1.5,
    code: '0123abcd',
    lookedAt: '2026-11-30T04:00:00.000Z',
    by: 'operator',
    sharpe: 0.5,
    returns: [0.01, 0, -0.004, 0.002],
    results: [0.02, -0.01],
    slippage: 0.0004,
    evidence: null,
    ...changes,
  };
}
