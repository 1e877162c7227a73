import type { Db } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { Candle } from '../market/index.ts';
import { type Trigger, triggeredBy } from './thresholds.ts';
import { listReached } from './watch-store.ts';

export interface DueExit {
  readonly positionId: string;
  readonly reason: Trigger['reason'];
  readonly triggerPrice: Decimal;
}

/** The exits that a closed bar of an instrument asks for. A position is protected from the first bar after its first fill. */
export async function exitsDue(db: Db, instrumentId: string, bar: Candle, barMs: number): Promise<readonly DueExit[]> {
  const reached = await listReached(db, instrumentId, { low: bar.low, high: bar.high, openAt: new Date(bar.openAt), closeAt: new Date(bar.openAt + barMs) });
  return reached.flatMap((position) => {
    const trigger = triggeredBy(bar, position);
    return trigger ? [{ positionId: position.id, ...trigger }] : [];
  });
}
