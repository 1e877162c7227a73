import { normal, randomOf } from './random.ts';
import type { SimulatedToken } from './tokens.ts';

export const regimes = ['calm', 'rising', 'falling', 'wild'] as const;
export type Regime = (typeof regimes)[number];

interface Manner {
  readonly drift: number;
  readonly volatility: number;
  readonly volume: number;
}

/** Drift and volatility of a day in units of the token's own volatility; volume as a multiple of an ordinary day's. */
export const manners = {
  calm: { drift: 0, volatility: 0.6, volume: 0.7 },
  rising: { drift: 0.75, volatility: 0.9, volume: 1.3 },
  falling: { drift: -0.7, volatility: 1, volume: 1.1 },
  wild: { drift: 0, volatility: 1.8, volume: 2.2 },
} as const satisfies Record<Regime, Manner>;

const STAY = 0.65;

/** What kind of day it is for a name (a token or the market); regimes tend to last for a few days. */
export function regimeOf(seed: string, name: string, day: number): Regime {
  for (let back = 0; ; back += 1) {
    const random = randomOf(`${seed}|regime|${name}|${day - back}`);
    const changes = random() > STAY;
    if (changes || back >= 20) return regimes[Math.floor(random() * regimes.length)] ?? 'calm';
  }
}

/** Log return of a token over a day: its own regime and chance, and its share of the common market's. */
export function dayReturn(seed: string, token: SimulatedToken, day: number): number {
  const own = drawn(seed, token.symbol, day) * token.volatility;
  const market = drawn(seed, 'market', day) * 0.022;
  return own * 0.8 + market * token.beta;
}

function drawn(seed: string, name: string, day: number): number {
  const { drift, volatility } = manners[regimeOf(seed, name, day)];
  return drift + volatility * normal(randomOf(`${seed}|return|${name}|${day}`));
}
