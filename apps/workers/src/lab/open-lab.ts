import type { Judged, Lab, LabQuestion, Template, Tested } from '@atc/agents/context';
import type { KernelContext } from '@atc/core/kernel';
import { CompanyError } from '@atc/core/kernel/errors';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { askThread } from './ask-thread.ts';

const BUDGET_MS = 15 * MINUTE_MS;
const NO_PAST = {
  kind: 'refused',
  reason: 'prices are live, and REPLAY_DIR names no recorded past to test on',
} as const;

export interface LabOptions {
  /** A folder of templates; the project's own unless told. */
  readonly templates?: string;
  /** For how long a question may be thought about (machine time). */
  readonly budgetMs?: number;
}

export interface OpenedLab {
  readonly lab: Lab;
  /** Ends the thread that runs. */
  close(): Promise<void>;
}

/** Opens the lab on the past that the company's own market is played from. No thread runs until it is asked. */
export function openLab({ config }: Pick<KernelContext, 'config'>, options: LabOptions = {}): OpenedLab {
  const { budgetMs = BUDGET_MS, templates } = options;
  const { market, replay, seed } = config;
  const dir = market === 'simulated' ? undefined : replay.dir;
  const hasPast = market === 'simulated' || dir !== undefined;
  const closing = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  // One at a time: the past takes much memory.
  function ask<Answer>(question: LabQuestion, stop?: AbortSignal): Promise<Answer> {
    const signal = stop ? AbortSignal.any([closing.signal, stop]) : closing.signal;
    const data = { world: { seed, dir, templates }, question };
    const answer = turn.then(() => askThread<Answer>(data, { budgetMs, signal }));
    turn = answer.catch(() => undefined);
    return answer;
  }
  let known: readonly Template[] | null = null;
  return {
    lab: {
      templates: async () => {
        known ??= await ask<readonly Template[]>({ ask: 'templates' });
        return known;
      },
      test: async (asked, signal) => (hasPast ? ask<Tested>({ ask: 'test', ...asked }, signal) : NO_PAST),
      judge: async (asked, signal) => (hasPast ? ask<Judged>({ ask: 'judge', ...asked }, signal) : NO_PAST),
    },
    close: async () => {
      closing.abort(new CompanyError('lab_closed', 'the lab is closed'));
      await turn;
    },
  };
}
