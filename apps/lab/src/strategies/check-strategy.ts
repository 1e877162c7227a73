import { tapeEndedAt } from '@atc/lab/checks';
import { DAY_MS } from '@atc/lab/measure';
import { checkContender } from '@atc/lab/plays';
import { dataContender } from '@atc/lab/strategies';
import { findStrategy } from '@atc/lab/templates';
import type { LabContext } from '../command.ts';
import { openProgress } from '../progress.ts';
import { heading, sayCheck } from '../screen.ts';
import { openStage } from './open-stage.ts';

/** Checks a strategy that is data over a recording, or over its first days where so many are told. */
export async function checkStrategy(ctx: LabContext, name: string): Promise<boolean> {
  const contender = dataContender(await findStrategy(name));
  const { lab, arena } = await openStage(ctx, [contender]);
  const bar = openProgress(ctx.terminal);
  const { days } = ctx.options;
  const last = Math.min(arena.tape.startsAt + (days ?? Number.POSITIVE_INFINITY) * DAY_MS, arena.tape.endsAt);
  const lines = checkContender({
    ...{ tape: tapeEndedAt(arena.tape, last), contender: () => contender, seed: ctx.wish.seed },
    played: (done, of) => bar.show(`look-ahead, play ${done} of ${of}`, done / of),
  });
  bar.clear();
  for (const line of [...lines.map(sayCheck), '', ...heading(lab)]) ctx.say(line);
  return lines.every(({ passed }) => passed);
}
