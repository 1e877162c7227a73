import type { Prepared } from '@atc/core/desk/strategies';
import { StartError } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { countVariants, searchVariants, type TriedVariant } from '@atc/lab/search';
import type { Searching } from '@atc/lab/walks';
import type { LabContext } from '../command.ts';
import { openProgress } from '../progress.ts';
import { openTrialFile } from './trial-file.ts';

/** What is searched, and where it is kept. */
export interface Searched extends Searching {
  readonly folder: string;
}

/** What a search has found. */
export interface Found {
  readonly all: readonly TriedVariant[];
  /** Whether it was stopped before its end. */
  readonly isStopped: boolean;
}

/** Refuses a search that is larger than its budget. Throws a `StartError` that says what to do. */
export function demandBudget({ strategy: { name, parameters } }: Prepared, budget: number): void {
  const count = countVariants(parameters);
  if (count <= budget) return;
  const much = `${name} has ${sayCount(count, 'variant')}, the budget is ${budget}`;
  throw new StartError('over_budget', `${much}: narrow a parameter, or give --budget ${count}`);
}

/** Plays every variant on threads. What is found is on disk at any moment: Ctrl-C leaves a search to go on with. */
export async function runSearch(ctx: LabContext, { stage, prepared, parts, terms, folder }: Searched): Promise<Found> {
  const { options, terminal } = ctx;
  const file = await openTrialFile(folder);
  const bar = openProgress(terminal);
  const count = countVariants(prepared.strategy.parameters);
  let done = file.known.length;
  const stopping = stopOnInterrupt();
  try {
    const all = await searchVariants({
      ...{ tape: stage.arena.tape, prepared, parts, terms, known: file.known },
      ...{ threads: options.workers, stop: stopping.signal },
      hear: (tried) => {
        file.add(tried);
        done += 1;
        bar.show(`variant ${done} of ${count}`, done / count);
      },
    });
    await file.saved();
    return { all, isStopped: all.length < count };
  } finally {
    stopping.forget();
    bar.clear();
  }
}

/** A signal that Ctrl-C gives until it is forgotten; a second one ends the process as ever. */
function stopOnInterrupt() {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  return { signal: stopping.signal, forget: () => process.off('SIGINT', stop) };
}

/** What a search that was stopped says. */
export function stoppedLine({ all, isStopped }: Found, count: number): readonly string[] {
  return isStopped ? [`Stopped after ${all.length} of ${count} variants: the same command goes on from there.`] : [];
}
