import { demandPolicy } from '@atc/core/company/policies';
import { booksWindows, COMPANY, locksOnBooks } from '@atc/core/desk/protections';
import { equityOf } from '../../engine/index.ts';
import type { Desk } from '../state/index.ts';

/** Raises what protections the books ask for: equity too far below its peak, or too much lost within a day. */
export function guardBooks({ account, history, locks, settings, now }: Desk): void {
  const policy = demandPolicy(settings.policies, 'protections');
  const since = booksWindows(policy, locks.ends([COMPANY]), now);
  const capital = account.startingCapitalUsd.toNumber();
  const most = history.mostEarnedSince(since.drawdown.getTime());
  const began = history.lastUntil(since.loss.getTime());
  const equityUsd = equityOf(account).toNumber();
  const peakUsd = most === null ? equityUsd : Math.max(equityUsd, capital + most);
  locks.raise(locksOnBooks(policy, { equityUsd, peakUsd, beganAtUsd: capital + (began?.earnedUsd ?? 0) }), now);
}
