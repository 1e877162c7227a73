import { emitEvent } from '../../company/events/index.ts';
import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { DeskContext } from '../context.ts';
import { COMPANY } from './guard.ts';
import { hasLock, insertLock, liftLockRow } from './lock-store.ts';
import { findSymbol } from './store.ts';

export interface LockRequest {
  /** An instrument's id; null locks the whole company for entries. */
  readonly instrumentId: string | null;
  readonly reason: string;
  /** Company time; null: until it is lifted. */
  readonly minutes: number | null;
  readonly by: string;
}

/** Locks a token, or all entries, by hand; null when somebody has already. */
export async function addLock(
  ctx: DeskContext,
  { instrumentId, reason, minutes, by }: LockRequest,
): Promise<string | null> {
  const at = ctx.clock.now();
  const endsAt = minutes === null ? null : new Date(at.getTime() + minutes * MINUTE_MS);
  const subject = instrumentId ?? COMPANY;
  return inTransaction(ctx.db, async (tx) => {
    const id = await insertLock(tx, { kind: 'operator', subject, reason, details: {}, at, endsAt });
    if (!id) return null;
    const what = await nameOf(tx, subject);
    await emitEvent(ctx, tx, {
      kind: 'protection.locked',
      title: `${by} locks ${what}: ${reason}`,
      summary:
        'Nothing new is bought ' +
        `${endsAt ? `until ${endsAt.toISOString().slice(0, 16)}Z` : 'until it is lifted'}; what is ` +
        'held may be sold.',
      moreTags: ['operator'],
      instrumentId,
      fields: { kind: 'operator', subject, until: endsAt?.toISOString() ?? null },
    });
    return id;
  });
}

export type Lifted = 'lifted' | 'not_in_force' | 'not_found';

/**
 * Lifts a lock before its end. A protection counts anew from then on, so that the same reason does not lock again at
 * once.
 */
export async function liftLock(
  ctx: DeskContext,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<Lifted> {
  return inTransaction(ctx.db, async (tx): Promise<Lifted> => {
    const lock = await liftLockRow(tx, { id, at: ctx.clock.now(), by });
    if (!lock) return (await hasLock(tx, id)) ? 'not_in_force' : 'not_found';
    const { kind, subject, reason } = lock;
    await emitEvent(ctx, tx, {
      kind: 'protection.lifted',
      title: `${by} lifts the lock on ${await nameOf(tx, subject)}`,
      summary: `It was there because: ${reason}.`,
      moreTags: [kind],
      instrumentId: subject === COMPANY ? null : subject,
      fields: { kind, subject, by },
    });
    return 'lifted';
  });
}

async function nameOf(tx: Tx, subject: string): Promise<string> {
  return subject === COMPANY ? 'all entries' : ((await findSymbol(tx, subject)) ?? subject);
}
