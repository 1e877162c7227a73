import type { PolicyValue } from '../../company/policies/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import type { GuardKind } from './guard.ts';

type ProtectionsPolicy = PolicyValue<'protections'>;

/** When the last lock of a kind has ended, was lifted, or will end; company time. */
export type LockEnds = ReadonlyMap<GuardKind, Date>;

/** Since when the protections of a closed trade look at what closed. */
export interface CloseWindows {
  readonly stops: Date;
  readonly losses: Date;
  readonly profits: Date;
}

/** Since when the protections of the books look at equity. */
export interface BooksWindows {
  readonly drawdown: Date;
  readonly loss: Date;
}

/** Where the windows of a closed trade begin: as long ago as policy says, and no earlier than the last lock ended. */
export function closeWindows(policy: ProtectionsPolicy, ends: LockEnds, at: Date): CloseWindows {
  const begin = beginOf(policy, ends, at);
  return { stops: begin('stop_loss_guard'), losses: begin('cooldown_after_loss'), profits: begin('low_profit_lock') };
}

/** Where the windows of the books begin, in the same way. */
export function booksWindows(policy: ProtectionsPolicy, ends: LockEnds, at: Date): BooksWindows {
  const begin = beginOf(policy, ends, at);
  return { drawdown: begin('max_drawdown'), loss: begin('daily_loss_limit') };
}

function beginOf(policy: ProtectionsPolicy, ends: LockEnds, at: Date): (kind: GuardKind) => Date {
  return (kind) => {
    const since = at.getTime() - policy[kind].lookback_minutes * MINUTE_MS;
    return new Date(Math.max(since, ends.get(kind)?.getTime() ?? since));
  };
}
