import { StartError } from '@atc/core/kernel/errors';
import type { Prices } from '@atc/lab/measure';
import { pricesOf } from '@atc/lab/plays';
import { type Arena, type Contender, fitnessOf, openArena, type Span, tapeOf } from '@atc/lab/strategies';
import type { LabContext } from '../command.ts';
import { type Lab, openLab } from '../open-lab.ts';

/** A world for strategies that are data, and what of it is left out. */
export interface Stage {
  readonly lab: Lab;
  readonly arena: Arena;
  /** From the first to the last instant, on the terms that were told. */
  readonly span: Span;
}

/** Opens the world that contenders are to play. Throws a `StartError` where one of them cannot. */
export async function openStage(ctx: LabContext, contenders: readonly Contender[]): Promise<Stage> {
  const lab = await openLab(ctx);
  const tape = tapeOf(lab.world.market);
  const fits = contenders.map((contender) => fitnessOf(contender, tape));
  const refusals = fits.flatMap((fit) => fit.refusals);
  if (refusals.length > 0) throw new StartError('unfit_recording', refusals.join('; '));
  const { costs, fill } = ctx.options;
  return {
    lab: { ...lab, notes: [...fits.flatMap((fit) => fit.notes), ...lab.notes] },
    arena: openArena(tape),
    span: { from: tape.startsAt, to: tape.endsAt, terms: { costs, fill } },
  };
}

/** The closes of the tokens that a contender trades. */
export function tradedPrices({ lab }: Stage, { symbols }: Contender): Prices {
  const prices = pricesOf(lab.world.market);
  return symbols === null ? prices : { ...prices, tokens: prices.tokens.filter((token) => symbols.includes(token)) };
}
