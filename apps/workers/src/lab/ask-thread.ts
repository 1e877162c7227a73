import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LabAsked } from '@atc/agents/context';
import { CompanyError, errorText } from '@atc/core/kernel/errors';
import { sayAge } from '@atc/core/kernel/figures';

// The lab is started by its address: nothing of it is loaded where the company trades.
const require = createRequire(import.meta.url);
const THREAD = pathToFileURL(require.resolve('@atc/lab/thread'));
/** Memory of its own. Bars are shared and lie beside it. */
const MOST_MB = 1024;

export interface ThreadTerms {
  /** For how long it may run (machine time). */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}

/** Asks a thread of its own one question and ends it. Rejects where it dies, takes too long or is told to stop. */
export async function askThread<Answer>(
  { world, question }: LabAsked,
  { budgetMs, signal }: ThreadTerms,
): Promise<Answer> {
  signal.throwIfAborted();
  const thread = new Worker(THREAD, { workerData: world, resourceLimits: { maxOldGenerationSizeMb: MOST_MB } });
  const ended = Promise.withResolvers<Answer>();
  const stop = () => ended.reject(signal.reason);
  const late = setTimeout(() => ended.reject(tooLong(budgetMs)), budgetMs);
  signal.addEventListener('abort', stop, { once: true });
  thread.once('message', (answer: Answer) => ended.resolve(answer));
  thread.once('error', (cause) => ended.reject(died(errorText(cause), cause)));
  thread.once('exit', (code) => ended.reject(died(`it ended with code ${code}`)));
  try {
    thread.postMessage(question);
    return await ended.promise;
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
}

const died = (why: string, cause?: unknown): CompanyError =>
  new CompanyError('lab_died', `the lab’s thread died: ${why}`, { cause });

const tooLong = (budgetMs: number): CompanyError =>
  new CompanyError('lab_too_long', `the lab took longer than ${sayAge(budgetMs)}`);
