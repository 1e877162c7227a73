import { createHash } from 'node:crypto';
import { errorText } from '@atc/core/kernel/errors';
import type { ApiContext } from '../context.ts';
import { type Answer, type Problem, problem } from '../http/index.ts';
import { findKept, type KeptAnswer, type KeyUse, keepAnswer, releaseKey, takeKey } from './store.ts';

export interface OnceRequest {
  readonly apiKeyId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type KeepingContext = Pick<ApiContext, 'db' | 'log'>;
type Outcome = Answer<unknown> | Problem;

/**
 * Does an act once per idempotency key and gives its first answer to whoever asks again. Refuses a key that was used
 * for another request, and a second request while the first one runs.
 */
export async function runOnce(
  ctx: KeepingContext,
  request: OnceRequest,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  const bodyHash = createHash('sha256')
    .update(JSON.stringify(request.body ?? null))
    .digest('hex');
  const use: KeyUse = {
    apiKeyId: request.apiKeyId,
    key: request.key,
    method: request.method,
    path: request.path,
    bodyHash,
  };
  if (!(await takeKey(ctx.db, use))) return repeat(use, await findKept(ctx.db, use.apiKeyId, use.key));
  const outcome = await act().catch(async (error: unknown) => {
    await quietly(ctx, 'an idempotency key was not given back', releaseKey(ctx.db, use));
    throw error;
  });
  const { status, body, headers } = outcome;
  // Nothing was done: the same request may come again, and leaves nothing behind.
  if (status === 429) await quietly(ctx, 'an idempotency key was not given back', releaseKey(ctx.db, use));
  else
    await quietly(ctx, 'an answer was not kept for who asks again', keepAnswer(ctx.db, use, { status, body, headers }));
  return outcome;
}

/** What became of the act is what the caller is told, also where nothing can be written down any more. */
async function quietly({ log }: KeepingContext, sentence: string, writing: Promise<void>): Promise<void> {
  await writing.catch((error: unknown) => log.warn({ error: errorText(error) }, sentence));
}

function repeat(use: KeyUse, kept: KeptAnswer | null): Outcome {
  if (kept && (kept.method !== use.method || kept.path !== use.path || kept.bodyHash !== use.bodyHash)) {
    return problem('key_reused', 'this Idempotency-Key was sent before with another method, path or body');
  }
  if (!kept?.answer)
    return problem('conflict', 'the first request with this Idempotency-Key is still being worked on', {
      headers: { 'retry-after': '1' },
    });
  const { status, body, headers } = kept.answer;
  const type: Readonly<Record<string, string>> = status >= 400 ? { 'content-type': 'application/problem+json' } : {};
  return { kind: 'answer', status, body, headers: { ...headers, ...type, 'idempotent-replayed': 'true' } };
}
