import { StartError } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { endedAt } from '@atc/lab/checks';
import { type Held, holdoutOf, LEAST_DAYS } from '@atc/lab/evidence';
import type { Prices } from '@atc/lab/measure';
import { pricesOf } from '@atc/lab/plays';
import { type Arena, type Contender, fitnessOf, openArena, type Span, tapeOf } from '@atc/lab/strategies';
import { notesOf, openWorld } from '@atc/lab/world';
import type { LabContext } from '../command.ts';
import { type Lab, openLab } from '../open-lab.ts';

/** A world for strategies that are data, and what of it is left out. Its holdout is not in it. */
export interface Stage {
  readonly lab: Pick<Lab, 'world' | 'notes'>;
  readonly arena: Arena;
  /** From the first to the last instant, on the terms that were told. */
  readonly span: Span;
  readonly holdout: Held | null;
}

/** Opens the world that contenders are to play, but for its holdout. Throws a `StartError` where one of them cannot. */
export async function openStage(ctx: LabContext, contenders: readonly Contender[]): Promise<Stage> {
  const whole = await openLab(ctx);
  const { startsAt, endsAt } = whole.world.market;
  const holdout = holdoutOf({ from: startsAt.getTime(), to: endsAt.getTime() });
  const world = holdout ? openWorld(endedAt(whole.world.market, new Date(holdout.from))) : whole.world;
  const tape = tapeOf(world.market);
  const fits = contenders.map((contender) => fitnessOf(contender, tape));
  const refusals = fits.flatMap((fit) => fit.refusals);
  if (refusals.length > 0) throw new StartError('unfit_recording', refusals.join('; '));
  const { costs, fill } = ctx.options;
  const notes = [sayHoldout(holdout), ...fits.flatMap((fit) => fit.notes), ...notesOf(world.market)];
  return {
    lab: { world, notes },
    arena: openArena(tape),
    span: { from: tape.startsAt, to: tape.endsAt, terms: { costs, fill } },
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
