import { emitEvent } from '../../company/events/index.ts';
import type { KernelContext } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { findSymbol, insertFreeze } from './store.ts';

export interface Freeze {
  readonly instrumentId: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Locks an instrument for entries because our books and a venue disagree; exits stay open. One that is frozen stays so,
 * in silence.
 */
export async function freezeInstrument(
  ctx: Pick<KernelContext, 'clock'>,
  tx: Tx,
  { instrumentId, reason, details }: Freeze,
): Promise<void> {
  const fresh = await insertFreeze(tx, { subject: instrumentId, reason, details, at: ctx.clock.now() });
  if (!fresh) return;
  const symbol = (await findSymbol(tx, instrumentId)) ?? instrumentId;
  await emitEvent(ctx, tx, {
    kind: 'protection.locked',
    title: `SAGE froze ${symbol}: ${reason}`,
    summary: 'Nothing more of it is bought until our books and the venue agree. What is held may be sold.',
    moreTags: ['reconciliation'],
    instrumentId,
    fields: { kind: 'reconciliation', subject: instrumentId, until: null },
  });
}

export interface AccountFreeze {
  readonly accountId: string;
  readonly venue: string;
  readonly reason: string;
}

/**
 * Locks all entries because what a venue holds is not known; exits stay open. It is lifted when the books have been
 * compared.
 */
export async function freezeAccount(
  ctx: Pick<KernelContext, 'clock'>,
  tx: Tx,
  { accountId, venue, reason }: AccountFreeze,
): Promise<void> {
  const freeze = { subject: 'company', reason, details: { accountId }, at: ctx.clock.now() };
  if (!(await insertFreeze(tx, freeze))) return;
  await emitEvent(ctx, tx, {
    kind: 'protection.locked',
    title: `SAGE lets nobody buy: ${reason}`,
    summary: `Nothing is bought until our books have been compared with ${venue}. What is held may be sold.`,
    moreTags: ['reconciliation'],
    fields: { kind: 'reconciliation', subject: 'company', until: null },
  });
}
