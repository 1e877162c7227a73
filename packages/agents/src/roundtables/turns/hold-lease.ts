import { errorText } from '@atc/core/kernel/errors';
import type { AgentContext } from '../../context/index.ts';
import { TURN_RENEW_MS } from './turn.ts';
import { noteFailure, renewTurn } from './turn-store.ts';

/** Does the work of a turn that is held: its lease is renewed meanwhile, and what makes it fail is written down. */
export async function whileHeld<T>(
  ctx: AgentContext,
  turn: { readonly id: string; readonly attempt: number },
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    renewTurn(ctx.db, turn).catch((error: unknown) =>
      ctx.log.warn({ turnId: turn.id, error: errorText(error) }, 'lease of a turn not renewed'),
    );
  }, TURN_RENEW_MS);
  try {
    return await work();
  } catch (error) {
    await noteFailure(ctx.db, turn, errorText(error));
    throw error;
  } finally {
    clearInterval(timer);
  }
}
