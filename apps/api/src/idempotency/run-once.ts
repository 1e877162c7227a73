import { createHash } from 'node:crypto';
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

type Outcome = Answer<unknown> | Problem;

/**
 * Does an act once per idempotency key and gives its first answer to whoever asks again. Refuses a key that was used for
 * another request, and a second request while the first one runs.
 */
export async function runOnce(
  ctx: Pick<ApiContext, 'db'>,
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
  try {
    const outcome = await act();
    // Nothing was done: the same request may come again, and leaves nothing behind.
    if (outcome.status === 429) await releaseKey(ctx.db, use);
    else await keepAnswer(ctx.db, use, { status: outcome.status, body: outcome.body, headers: outcome.headers });
    return outcome;
  } catch (error) {
    await releaseKey(ctx.db, use);
    throw error;
  }
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
