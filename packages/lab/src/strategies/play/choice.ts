import { type Grid, stepFrom } from '../tape/index.ts';
import type { Wanted } from './buy.ts';
import type { Playing } from './played.ts';

/** Says what is to be bought. */
export interface Choice {
  /** 1 at each step at which something may be bought; null: at any. */
  readonly busy: Uint8Array | null;
  /** What may be bought at a step, best first. */
  wanted(step: number): readonly Wanted[];
  /** How many of them. */
  most(): number;
  /** Hears that one was bought. */
  bought(): void;
}

const NOTHING: readonly Wanted[] = [];

/** The tokens whose entry holds, the highest rank first, those without a rank last. */
export function byRules({ grid, rules }: Playing): Choice {
  const any = stepsWith(grid, rules, (one) => one.enters);
  return {
    busy: any,
    wanted: (step) => (any[step] === 1 ? ranked(wantedAt({ grid, rules }, step, (one) => one.enters)) : NOTHING),
    most: () => Number.POSITIVE_INFINITY,
    bought: () => undefined,
  };
}

/**
 * Tokens by dice, at the rate at which so many are expected from the start to the end. One that is refused is tried
 * again at the next step with another, so that there are as many in the end.
 */
export function byDice({ grid, rules, from, to }: Playing, { entries, random }: NonNullable<Playing['dice']>): Choice {
  const steps = Math.max(1, stepFrom(grid, to) - stepFrom(grid, from));
  let owed = 0;
  return {
    busy: null,
    wanted: (step) => {
      if (random() < entries / steps) owed += 1;
      if (owed === 0) return NOTHING;
      const open = wantedAt({ grid, rules }, step, null);
      return open
        .map((one) => ({ one, roll: random() }))
        .sort((a, b) => a.roll - b.roll)
        .map(({ one }) => one);
    },
    most: () => owed,
    bought: () => {
      owed -= 1;
    },
  };
}

type Column = (rules: Wanted['rules']) => Uint8Array;

/** 1 at each step at which a column holds for any token. */
export function stepsWith(grid: Grid, { tokens }: Playing['rules'], column: Column): Uint8Array {
  const any = new Uint8Array(grid.steps);
  grid.tokens.forEach(({ places }, index) => {
    const of = tokens[index];
    const holds = of && column(of);
    for (let step = 0; holds && step < places.length; step += 1) if (holds[places[step] ?? -1] === 1) any[step] = 1;
  });
  return any;
}

/** The tokens with a bar at a step at which a column holds; without one those that would not be sold at once. */
function wantedAt({ grid, rules }: Pick<Playing, 'grid' | 'rules'>, step: number, column: Column | null): Wanted[] {
  const wanted: Wanted[] = [];
  for (let index = 0; index < grid.tokens.length; index += 1) {
    const [token, of] = [grid.tokens[index], rules.tokens[index]];
    const place = token?.places[step] ?? -1;
    if (!token || !of || place < 0) continue;
    if (column ? column(of)[place] === 1 : of.exits[place] === 0) wanted.push({ index, token, rules: of, step });
  }
  return wanted;
}

function ranked(wanted: Wanted[]): readonly Wanted[] {
  if (wanted.length < 2 || !wanted[0]?.rules.plan.rank) return wanted;
  const rankOf = ({ rules, token, step }: Wanted): number => {
    const rank = rules.plan.rank?.(token.places[step] ?? 0) ?? Number.NaN;
    return Number.isNaN(rank) ? Number.NEGATIVE_INFINITY : rank;
  };
  return wanted
    .map((one) => ({ one, rank: rankOf(one) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : b.rank - a.rank))
    .map(({ one }) => one);
}
