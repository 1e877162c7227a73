import { troubleOf } from '@atc/core/kernel/log';
import type { WorkerContext } from './context.ts';

export interface Repeated {
  readonly name: string;
  /** Machine time between the end of one run and the begin of the next. */
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

/** Repeats work of this process until told to stop; a run that fails is logged and the next one comes all the same. */
export function repeat(ctx: WorkerContext, { name, everyMs, work }: Repeated): () => Promise<void> {
  const tell = troubleOf(ctx.log);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      tell(error, 'repeated work failed', { work: name });
    }
    plan();
  };
  const plan = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      current = run();
    }, everyMs);
  };
  plan();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current;
  };
}

/** Work that is done between two jobs, where a dispatcher runs the jobs of this process; else whenever it is called. */
export function inTurn(ctx: WorkerContext, work: () => Promise<unknown>): () => Promise<unknown> {
  const { dispatcher } = ctx.queues;
  return dispatcher ? () => dispatcher.between(work) : work;
}
