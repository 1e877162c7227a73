import { emitEvent } from '../../company/events/index.ts';
import { type PolicyValue, policyNow } from '../../company/policies/index.ts';
import { type Db, inTransaction, readTogether, type Tx } from '../../kernel/db/index.ts';
import { saySpan } from '../../kernel/figures/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { DeskContext } from '../context.ts';
import { type CloseFacts, COMPANY, locksAfterClose, locksOnBooks, type WantedLock } from './guard.ts';
import { insertLock, lockEndsOf, readBooksFacts, readCloseFacts } from './lock-store.ts';
import { booksWindows, closeWindows, type LockEnds } from './windows.ts';

export type ClosedTrade = Pick<CloseFacts, 'instrumentId' | 'symbol' | 'stoppedOut' | 'lost'>;

/**
 * Raises what protections a closed trade and the books after it ask for, in the transaction that closed it: a lock is
 * there as soon as its reason is.
 */
export async function guardClose(ctx: Pick<DeskContext, 'clock'>, tx: Tx, trade: ClosedTrade): Promise<void> {
  const rules = await readRules(tx, trade.instrumentId);
  if (!rules) return;
  const now = ctx.clock.now();
  const facts = await readCloseFacts(tx, trade.instrumentId, closeWindows(rules.policy, rules.ends, now));
  const locks = [...locksAfterClose(rules.policy, { ...trade, ...facts }), ...(await wantedByBooks(tx, rules, now))];
  await raise(ctx, tx, { locks, symbol: trade.symbol });
}

/** Raises what protections the books ask for: after every bar while something is held. */
export async function guardBooks(ctx: DeskContext): Promise<void> {
  const rules = await readRules(ctx.db, null);
  if (!rules) return;
  const locks = await wantedByBooks(ctx.db, rules, ctx.clock.now());
  if (locks.length === 0) return;
  await inTransaction(ctx.db, (tx) => raise(ctx, tx, { locks, symbol: '' }));
}

interface Rules {
  readonly policy: PolicyValue<'protections'>;
  readonly ends: LockEnds;
}

/** The policy, and when its locks last ended; null when it is missing or broken: the gate is shut by that already. */
async function readRules(db: Db, instrumentId: string | null): Promise<Rules | null> {
  const { policy, ends } = await readTogether(db, {
    policy: policyNow('protections'),
    ends: lockEndsOf(instrumentId),
  });
  return policy ? { policy, ends } : null;
}

async function wantedByBooks(db: Db, { policy, ends }: Rules, now: Date): Promise<readonly WantedLock[]> {
  const facts = await readBooksFacts(db, booksWindows(policy, ends, now));
  return facts ? locksOnBooks(policy, facts) : [];
}

interface Raising {
  readonly locks: readonly WantedLock[];
  /** Of the token that locks of an instrument are about. */
  readonly symbol: string;
}

async function raise(ctx: Pick<DeskContext, 'clock'>, tx: Tx, { locks, symbol }: Raising): Promise<void> {
  const at = ctx.clock.now();
  for (const { minutes, ...lock } of locks) {
    const endsAt = new Date(at.getTime() + minutes * MINUTE_MS);
    if (!(await insertLock(tx, { ...lock, at, endsAt }))) continue;
    const what = lock.subject === COMPANY ? 'all entries' : symbol;
    await emitEvent(ctx, tx, {
      kind: 'protection.locked',
      title: `SAGE locks ${what} for ${saySpan(minutes)}: ${lock.reason}`,
      summary:
        `Nothing new is bought until ${endsAt.toISOString().slice(0, 16)}Z; what is held may be sold. ` +
        'An operator can lift it.',
      moreTags: [lock.kind],
      ...(lock.subject === COMPANY ? {} : { instrumentId: lock.subject }),
      fields: { kind: lock.kind, subject: lock.subject, until: endsAt.toISOString() },
    });
  }
}
