import { emitEvent } from '../../company/events/index.ts';
import { type PolicyValue, readPolicies } from '../../company/policies/index.ts';
import { type Db, inTransaction, type Tx } from '../../kernel/db/index.ts';
import { saySpan } from '../../kernel/figures/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { DeskContext } from '../context.ts';
import { type CloseFacts, COMPANY, locksAfterClose, locksOnBooks, type WantedLock } from './guard.ts';
import { insertLock, readBooksFacts, readCloseFacts } from './lock-store.ts';

export type ClosedTrade = Pick<CloseFacts, 'instrumentId' | 'symbol' | 'stoppedOut' | 'lost'>;

/**
 * Raises what protections a closed trade and the books after it ask for, in the transaction that closed it: a lock is
 * there as soon as its reason is.
 */
export async function guardClose(ctx: Pick<DeskContext, 'clock'>, tx: Tx, trade: ClosedTrade): Promise<void> {
  const policy = await protectionsPolicy(tx);
  if (!policy) return;
  const facts = await readCloseFacts(tx, {
    instrumentId: trade.instrumentId,
    at: ctx.clock.now(),
    stopMinutes: policy.stop_loss_guard.lookback_minutes,
    lossMinutes: policy.cooldown_after_loss.lookback_minutes,
    profitMinutes: policy.low_profit_lock.lookback_minutes,
  });
  const locks = [...locksAfterClose(policy, { ...trade, ...facts }), ...(await wantedByBooks(ctx, tx, policy))];
  await raise(ctx, tx, { locks, symbol: trade.symbol });
}

/** Raises what protections the books ask for: after every bar while something is held. */
export async function guardBooks(ctx: DeskContext): Promise<void> {
  const policy = await protectionsPolicy(ctx.db);
  if (!policy) return;
  const locks = await wantedByBooks(ctx, ctx.db, policy);
  if (locks.length === 0) return;
  await inTransaction(ctx.db, (tx) => raise(ctx, tx, { locks, symbol: '' }));
}

async function wantedByBooks(
  ctx: Pick<DeskContext, 'clock'>,
  db: Db,
  policy: PolicyValue<'protections'>,
): Promise<readonly WantedLock[]> {
  const facts = await readBooksFacts(db, {
    at: ctx.clock.now(),
    drawdownMinutes: policy.max_drawdown.lookback_minutes,
    lossMinutes: policy.daily_loss_limit.lookback_minutes,
  });
  return facts ? locksOnBooks(policy, facts) : [];
}

/** Null when the policy is missing or broken: the gate of new exposure is shut by that already. */
async function protectionsPolicy(db: Db) {
  return (await readPolicies(db)).values.protections ?? null;
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
      agentId: 'sage',
      kind: 'protection.locked',
      title: `SAGE locks ${what} for ${saySpan(minutes)}: ${lock.reason}`,
      summary:
        `Nothing new is bought until ${endsAt.toISOString().slice(0, 16)}Z; what is held may be sold. ` +
        'An operator can lift it.',
      tags: ['protection', 'locked', lock.kind],
      ...(lock.subject === COMPANY ? {} : { instrumentId: lock.subject }),
      fields: { kind: lock.kind, subject: lock.subject, until: endsAt.toISOString() },
    });
  }
}
