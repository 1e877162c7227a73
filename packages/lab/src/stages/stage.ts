import { StartError } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { endedAt } from '../checks/index.ts';
import type { Terms } from '../engine/index.ts';
import { type Held, holdoutOf, LEAST_DAYS } from '../evidence/index.ts';
import type { Prices } from '../measure/index.ts';
import { pricesOf } from '../plays/index.ts';
import { type Arena, type Contender, fitnessOf, openArena, type Span, tapeOf } from '../strategies/index.ts';
import { notesOf, openWorld, type World } from '../world/index.ts';

/** A world for strategies that are data, and what of it is left out. Its holdout is not in it. */
export interface Stage {
  readonly lab: { readonly world: World; readonly notes: readonly string[] };
  readonly arena: Arena;
  /** From the first to the last instant, on the terms that were told. */
  readonly span: Span;
  readonly holdout: Held | null;
}

/** What contenders are to play of a world: all but its holdout. Throws a `StartError` where one of them cannot. */
export function stageOf(whole: World, contenders: readonly Contender[], terms: Terms): Stage {
  const { startsAt, endsAt } = whole.market;
  const holdout = holdoutOf({ from: startsAt.getTime(), to: endsAt.getTime() });
  const world = holdout ? openWorld(endedAt(whole.market, new Date(holdout.from))) : whole;
  const tape = tapeOf(world.market);
  const fits = contenders.map((contender) => fitnessOf(contender, tape));
  const refusals = fits.flatMap((fit) => fit.refusals);
  if (refusals.length > 0) throw new StartError('unfit_recording', refusals.join('; '));
  const notes = [sayHoldout(holdout), ...fits.flatMap((fit) => fit.notes), ...notesOf(world.market)];
  return {
    lab: { world, notes },
    arena: openArena(tape),
    span: { from: tape.startsAt, to: tape.endsAt, terms },
    holdout,
  };
}

function sayHoldout(holdout: Held | null): string {
  if (!holdout)
    return `Too short to keep a fifth of it, at least ${sayCount(LEAST_DAYS, 'day')}, for a promotion: all is played`;
  const [from, to] = [holdout.from, holdout.to].map((at) => new Date(at).toISOString().slice(0, 10));
  return `Kept unseen for a promotion: ${from} to ${to}`;
}

/** The closes of the tokens that a contender trades. */
export function tradedPrices({ lab }: Pick<Stage, 'lab'>, { symbols }: Contender): Prices {
  const prices = pricesOf(lab.world.market);
  return symbols === null ? prices : { ...prices, tokens: prices.tokens.filter((token) => symbols.includes(token)) };
}
