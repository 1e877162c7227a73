import { prepareStrategy } from '@atc/core/desk/strategies';
import { StartError } from '@atc/core/kernel/errors';
import type { Trial } from '@atc/core/loop/strategies/trials';
import { outcomeOf, strategyPlay } from '@atc/lab/plays';
import { type Contender, dataContender, openArena, playOnce, tapeOf } from '@atc/lab/strategies';
import { readDefinition } from '@atc/lab/trials';
import { keepLooks } from '../asked/keep-looks.ts';
import { type Asked, openQuestion } from '../asked/question.ts';
import type { LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';

/**
 * Plays what a run chose over the days that its recording keeps, at the run's own costs, and writes the look down
 * before anybody hears of it. Throws a `StartError` where the recording, the code or the strategy is another one.
 */
export async function lookAtHoldout(ctx: LabContext, trial: Trial): Promise<readonly Trial[]> {
  const holdout = trial.evidence?.holdout;
  if (!holdout) throw new StartError('no_holdout', `run ${trial.runId} has no holdout`);
  const asked = await openQuestion(ctx, { command: 'promote', played: 'strategy', of: trial.runId });
  demandSame(trial, asked);
  const definition = await readDefinition(ctx.folder, trial);
  const { world } = await openLab(ctx);
  const { version, values, family, seed, costs, strategy } = trial;
  const [from, to] = [Date.parse(holdout.from), Date.parse(holdout.to)];
  const tape = tapeOf(world.market);
  if (tape.startsAt > from || tape.endsAt < to)
    throw new StartError('other_range', `--from and --to leave out some of ${holdout.from} to ${holdout.to}`);
  const terms = { costs, fill: ctx.options.fill };
  const run = playOnce(openArena(tape), contenderOf(definition, trial), { from, to, terms });
  const outcome = outcomeOf(strategyPlay(run, tape, { seed, name: strategy }));
  const look = { strategy, version, values, family, costs, split: 'holdout', from, to, ...outcome } as const;
  return (await keepLooks(ctx, asked, { definition, runs: [look] })).trials;
}

function demandSame({ runId, recording, code, strategy }: Trial, asked: Asked): void {
  const again = `npm run lab -- walk-forward ${strategy}`;
  if (code.split('+')[0] !== asked.program)
    throw new StartError('other_code', `the code has changed since run ${runId}: ${again} asks it anew`);
  if (recording !== asked.recording)
    throw new StartError(
      'other_recording',
      `run ${runId} was of ${recording}, this is ${asked.recording}: give --data`,
    );
}

function contenderOf(definition: unknown, { values, strategy }: Trial): Contender {
  const made = prepareStrategy(definition);
  if (!made.prepared) throw new StartError('bad_strategy', `${strategy}: ${made.faults.join('; ')}`);
  const numbers = Object.entries(values).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : []));
  return dataContender(made.prepared, Object.fromEntries(numbers));
}
