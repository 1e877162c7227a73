import { emitEvent } from '../../company/events/index.ts';
import { type PolicyValue, policyNow } from '../../company/policies/index.ts';
import { type Db, inTransaction, readTogether, type Tx } from '../../kernel/db/index.ts';
import { saySpan } from '../../kernel/figures/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { DeskContext } from '../context.ts';
import {
  type BooksStand,
  type CloseFacts,
  COMPANY,
  locksAfterClose,
  locksOnBooks,
  standOf,
  type WantedLock,
} from './guard.ts';
import { type BooksLook, insertLock, lockEndsOf, lookAtBooks, readBooksFacts, readCloseFacts } from './lock-store.ts';
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

export interface Guarded {
  /** How many locks the books ask for. */
  readonly wanted: number;
  /** Whether it was written down that the bars have been watched. */
  readonly ended: boolean;
}

/** The rules that a process last guarded books by, with the stamp that tells whether they are still in force. */
const known = new WeakMap<DeskContext['db'], Rules & { readonly stamp: string }>();

/**
 * Raises what protections the books ask for: after every bar while something is held. Where they ask for nothing, and
 * nothing else is to be done at this instant, it says in the same statement that the bars up to `watched` have been.
 */
export async function guardBooks(ctx: DeskContext, watched: Date | null = null): Promise<Guarded> {
  const now = ctx.clock.now();
  const { stamp, facts, ended } = await lookAtBooks(ctx.db, lookFor(known.get(ctx.db), { now, watched }));
  const rules = facts ? known.get(ctx.db) : await readRules(ctx.db, null);
  if (!rules) return { wanted: 0, ended };
  if (stamp !== null) known.set(ctx.db, { ...rules, stamp });
  const locks = facts ? locksOnBooks(rules.policy, facts) : await wantedByBooks(ctx.db, rules, now);
  if (locks.length > 0) await inTransaction(ctx.db, (tx) => raise(ctx, tx, { locks, symbol: '' }));
  return { wanted: locks.length, ended };
}

/** How much above a limit equity is safe from what two ways of reckoning may differ by. */
const SAFETY = 1e-6;

function lookFor(
  rules: (Rules & { readonly stamp: string }) | undefined,
  { now, watched }: { readonly now: Date; readonly watched: Date | null },
): BooksLook {
  if (!rules) return { stamp: null, windows: { drawdown: now, loss: now }, safe: { ofPeak: 1, ofBegin: 1 }, watched };
  const { policy, ends, stamp } = rules;
  const partOf = ({ enabled, threshold }: { readonly enabled: boolean; readonly threshold: number }) =>
    enabled ? 1 - threshold + SAFETY : 0;
  const safe = { ofPeak: partOf(policy.max_drawdown), ofBegin: partOf(policy.daily_loss_limit) };
  return { stamp, windows: booksWindows(policy, ends, now), safe, watched };
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

/** How far equity has fallen by what the protections of the books go by; null where they cannot be judged. */
export async function readBooksStand(db: Db, now: Date): Promise<BooksStand | null> {
  const rules = await readRules(db, null);
  const facts = rules && (await readBooksFacts(db, booksWindows(rules.policy, rules.ends, now)));
  return facts ? standOf(facts) : null;
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
