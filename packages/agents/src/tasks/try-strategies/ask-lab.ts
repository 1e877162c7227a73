import { CompanyError, errorText } from '@atc/core/kernel/errors';
import type { AgentContext, Lab } from '../../context/index.ts';
import type { TaskEnd } from '../task.ts';

type Failed = Extract<TaskEnd, { readonly kind: 'failed' }>;

/**
 * Returns what the lab answers, or why the task fails: there is no lab here, or its thread died or took too long.
 * Throws where nobody waits for the answer any more, or the company ends, so that the task is taken up again.
 */
export async function askLab<Answer>(
  { lab }: Pick<AgentContext, 'lab'>,
  ask: (lab: Lab) => Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer | Failed> {
  if (!lab) return { kind: 'failed', reason: 'no lab is open here' };
  try {
    return await ask(lab);
  } catch (error) {
    if (signal?.aborted || isClosed(error)) throw error;
    return { kind: 'failed', reason: errorText(error) };
  }
}

const isClosed = (error: unknown): boolean => error instanceof CompanyError && error.code === 'lab_closed';
