import type { Db } from '../../../kernel/db/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import type { Candle } from '../../market/index.ts';
import { listReached } from './store.ts';
import { type Trigger, triggeredBy } from './thresholds.ts';

export interface DueExit {
  readonly positionId: string;
  readonly reason: Trigger['reason'];
  readonly triggerPrice: Decimal;
}

export interface ClosedBar {
  readonly bar: Candle;
  readonly barMs: number;
}

/** The exits that a closed bar of an instrument asks for. A position is protected from its first fill on. */
export async function exitsDue(db: Db, instrumentId: string, { bar, barMs }: ClosedBar): Promise<readonly DueExit[]> {
  const reached = await listReached(db, instrumentId, {
    low: bar.low,
    high: bar.high,
    closeAt: new Date(bar.openAt + barMs),
  });
  return reached.flatMap((position) => {
    const trigger = triggeredBy(seenBy(bar, position.openedAt), position);
    return trigger ? [{ positionId: position.id, ...trigger }] : [];
  });
}

// Of a bar that began before the position did only the close is surely later.
function seenBy(bar: Candle, openedAt: Date): Candle {
  return bar.openAt >= openedAt.getTime() ? bar : { ...bar, open: bar.close, high: bar.close, low: bar.close };
}
