import { HOUR_MS as HOUR } from '@atc/core/kernel/time';
import { drawNormal, type MeasuredTrade, type Random, randomOf } from '../../measure/index.ts';
import { aTrade } from '../../measure/testing/draw-trades.ts';
import type { Play, ReportFacts } from '../play.ts';

const from = Date.parse('2025-01-02T00:00:00Z');
const hours = 24 * 90;

/** A walk of equity by the hour, with a mean and a deviation of each. */
function walk(random: Random, { drift = 0, spread = 0.001 } = {}): Play['equity'] {
  let usd = 1000;
  return Array.from({ length: hours + 1 }, (_, hour) => {
    if (hour > 0) usd *= 1 + drift + spread * drawNormal(random);
    return { at: from + hour * HOUR, usd };
  });
}

function trades(random: Random, tokens: readonly string[]): readonly MeasuredTrade[] {
  return Array.from({ length: 90 }, (_, day) => {
    const openedAt = from + (day * 24 + Math.floor(random() * 20)) * HOUR;
    const result = 0.04 * drawNormal(random);
    return aTrade(result, {
      ...{ token: tokens[day % tokens.length] ?? '', openedAt, closedAt: openedAt + 3 * HOUR },
      ...{ confidence: 0.6 + 0.4 * random(), reason: result > 0 ? 'take_profit' : 'stop_loss' },
    });
  });
}

export interface Drawn {
  readonly tokens?: readonly string[];
  readonly name?: string;
  /** What each hour of the run brings. */
  readonly drift?: number;
}

/** The facts of a run of three seeds over a quarter, drawn. */
export function drawFacts({ tokens = ['SOL', 'WIF', 'BTC'], name = 'desk', drift = 0 }: Drawn = {}): ReportFacts {
  const play = (seed: string): Play => {
    const random = randomOf(seed);
    return { seed, equity: walk(random, { drift }), trades: trades(random, tokens) };
  };
  const plays = ['1', '2', '3'].map(play);
  return {
    ...{ run: 'a1b2c3', name, recording: 'drawn', tokens, from, to: from + hours * HOUR, capitalUsd: 1000 },
    ...{ fill: 'close', plays, placebo: ['p1', 'p2'].map((seed) => ({ ...play(seed), equity: walk(randomOf(seed)) })) },
    hold: walk(randomOf('hold'), { drift: -0.0004, spread: 0.006 }),
    costs: [1, 1.5, 2].map((times) => ({ times, plays })),
    followed: [{ hours: 24, findings: 700, excess: { estimate: 0.0008, low: -0.0009, high: 0.0028 } }],
    foretold: [],
    family: { trials: 28, variants: 28, spread: 0.04, overfit: null, reality: { white: 0.5, spa: 0.4 } },
    checks: [{ name: 'look-ahead', passed: true, found: '20 of 20 instants' }],
  };
}
