import { type Prepared, prepareStrategy } from '@atc/core/desk/strategies';
import { StartError } from '@atc/core/kernel/errors';
import type { Trial } from '@atc/core/loop/trials';
import { fillTimes, type Terms } from '../engine/index.ts';
import { ledgerFiguresOf, strategyPlay } from '../plays/index.ts';
import { dataContender, openArena, playOnce, tapeOf } from '../strategies/index.ts';
import type { Run } from '../trials/index.ts';
import type { World } from '../world/index.ts';

/** What plays a holdout: the run that chose, what its strategy is, and the world with the days that were kept. */
export interface HoldoutAsked {
  readonly trial: Trial;
  readonly definition: unknown;
  readonly world: World;
}

/**
 * Plays what a run chose over the days that its recording keeps, at the run's own costs and fills. Throws a
 * `StartError` where the run keeps none, or the world leaves out some of them.
 */
export function holdoutRun({ trial, definition, world }: HoldoutAsked): Run {
  const { strategy, version, values, family, seed, costs } = trial;
  const holdout = trial.evidence?.holdout;
  if (!holdout) throw new StartError('no_holdout', `run ${trial.runId} has no holdout`);
  const [from, to] = [Date.parse(holdout.from), Date.parse(holdout.to)];
  const tape = tapeOf(world.market);
  if (tape.startsAt > from || tape.endsAt < to)
    throw new StartError('other_range', `--from and --to leave out some of ${holdout.from} to ${holdout.to}`);
  const contender = dataContender(preparedOf(definition, strategy), numbersIn(values));
  const run = playOnce(openArena(tape), contender, { from, to, terms: termsOf(trial) });
  const figures = ledgerFiguresOf(strategyPlay(run, tape, { seed, name: strategy }));
  return { strategy, version, values, family, costs, split: 'holdout', from, to, ...figures };
}

/** Why a run cannot be asked about any more: the code or the candles are others; null where they are the same. */
export function changedSince(
  { runId, code, recording }: Trial,
  now: { readonly program: string; readonly recording: string },
): string | null {
  if (code.split('+')[0] !== now.program) return `the code has changed since run ${runId}`;
  return recording === now.recording ? null : `run ${runId} was of ${recording}, this is ${now.recording}`;
}

/** The terms that a run was played on. */
export function termsOf({ costs, evidence }: Trial): Terms {
  return { costs, fill: fillTimes.find((one) => one === evidence?.fill) ?? 'close' };
}

function preparedOf(definition: unknown, name: string): Prepared {
  const made = prepareStrategy(definition);
  if (!made.prepared) throw new StartError('bad_strategy', `${name}: ${made.faults.join('; ')}`);
  return made.prepared;
}

const numbersIn = (values: Trial['values']) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  );
