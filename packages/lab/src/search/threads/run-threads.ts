import { Worker } from 'node:worker_threads';
import type { Tape } from '../../strategies/index.ts';
import type { Search, TriedVariant } from '../search.ts';
import type { WorkerData } from './worker.ts';

/** Variants that a thread takes at a time: so many that it seldom waits for more. */
const AT_A_TIME = 4;

/** Work for threads. */
export interface Work {
  readonly tape: Tape;
  readonly search: Search;
  /** Numbers of the variants to play. */
  readonly variants: readonly number[];
  readonly threads: number;
  /** Ends the work before all is done. */
  readonly stop?: AbortSignal | undefined;
  /** Hears what came of each variant, in no order. */
  readonly hear: (tried: TriedVariant) => void;
}

/** Plays variants on threads that read the same memory, and ends them. Rejects where a thread fails. */
export async function runThreads(work: Work): Promise<void> {
  const queue = [...work.variants];
  const take = () => (work.stop?.aborted ? [] : queue.splice(0, AT_A_TIME));
  const threads = Math.min(work.threads, Math.ceil(work.variants.length / AT_A_TIME));
  await Promise.all(Array.from({ length: threads }, () => runThread(work, take)));
}

async function runThread({ tape, search, stop, hear }: Work, take: () => readonly number[]): Promise<void> {
  const workerData: WorkerData = { tape, search };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  try {
    await new Promise<void>((resolve, reject) => {
      const next = () => {
        const variants = take();
        if (variants.length === 0) resolve();
        else worker.postMessage(variants);
      };
      worker.on('message', (tried: readonly TriedVariant[]) => {
        for (const one of tried) hear(one);
        next();
      });
      worker.on('error', reject);
      stop?.addEventListener('abort', () => resolve(), { once: true });
      next();
    });
  } finally {
    await worker.terminate();
  }
}
