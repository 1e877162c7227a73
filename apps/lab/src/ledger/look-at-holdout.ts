import { StartError } from '@atc/core/kernel/errors';
import type { Trial } from '@atc/core/loop/trials';
import { readDefinition } from '@atc/lab/trials';
import { changedSince, holdoutRun, termsOf } from '@atc/lab/walks';
import { keepLooks } from '../asked/keep-looks.ts';
import { openQuestion } from '../asked/question.ts';
import type { LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';

/**
 * Plays what a run chose over the days that its recording keeps, on the run's own terms, and writes the look down
 * before anybody hears of it. Throws a `StartError` where the recording, the code or the strategy is another one.
 */
export async function lookAtHoldout(ctx: LabContext, trial: Trial): Promise<readonly Trial[]> {
  const asked = await openQuestion(ctx, { command: 'promote', played: 'strategy', of: trial.runId });
  const fault = changedSince(trial, asked);
  if (fault)
    throw new StartError('other_question', `${fault}: give its --data, or walk-forward ${trial.strategy} asks it anew`);
  const definition = await readDefinition(ctx.folder, trial);
  const { world } = await openLab(ctx);
  const options = { ...ctx.options, ...termsOf(trial) };
  const look = holdoutRun({ trial, definition, world });
  return (await keepLooks({ ...ctx, options }, asked, { definition, runs: [look] })).trials;
}
