import type { Db } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { Candle } from '../../market/index.ts';
import { canBeSold, hasLastDay } from '../instruments/index.ts';
import { listOpenOf, listReached } from './store.ts';
import { exitBy, type Trigger } from './thresholds.ts';

export interface DueExit {
  readonly positionId: string;
  readonly reason: Trigger['reason'] | 'expiry';
  /** Null: it is sold at the price of then. */
  readonly triggerPrice: Decimal | null;
}

/** A bar of a contract that has closed. */
export interface ClosedBar {
  readonly contract: string;
  readonly bar: Candle;
}

/**
 * Options whose last day has come, whether anybody sees a price of them or not: what is left becomes shares, or
 * nothing.
 */
export async function expiriesDue(db: Db, contracts: readonly string[], at: Date): Promise<readonly DueExit[]> {
  const last = contracts.filter((contract) => hasLastDay(contract, at) && canBeSold(contract, at));
  const ids = last.length > 0 ? await listOpenOf(db, last) : [];
  return ids.map((positionId) => ({ positionId, reason: 'expiry', triggerPrice: null }));
}

/** The exits that bars which closed at one instant ask for. A position is protected from its first fill on. */
export async function exitsDue(db: Db, bars: readonly ClosedBar[], closedAt: Date): Promise<readonly DueExit[]> {
  const byContract = new Map(bars.map(({ contract, bar }) => [contract, bar]));
  const reached = await listReached(
    db,
    bars.map(({ contract, bar }) => ({ contract, low: bar.low, high: bar.high })),
    closedAt,
  );
  return reached.flatMap((position) => {
    const bar = byContract.get(position.contract);
    const trigger = bar && exitBy(bar, position);
    return trigger ? [{ positionId: position.id, ...trigger }] : [];
  });
}
