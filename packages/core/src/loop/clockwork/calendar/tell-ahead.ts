import { emitEvent } from '../../../company/events/index.ts';
import { inTransaction } from '../../../kernel/db/index.ts';
import type { LoopContext } from '../../context.ts';

/** Less than this is no more than two clocks that differ. */
const WORTH_TELLING_MS = 5000;

/**
 * Opens a teller of company time that is ahead of the machine's with live prices: stops are watched on, but days and
 * sessions come early. It tells once, and again when the lead has grown.
 */
export function openAheadTeller(ctx: LoopContext): () => Promise<void> {
  let toldMs = 0;
  return async () => {
    if (!ctx.market.feed) return;
    const aheadMs = ctx.clock.now().getTime() - ctx.clock.machineNow().getTime();
    if (aheadMs < WORTH_TELLING_MS) toldMs = 0;
    if (aheadMs < toldMs + WORTH_TELLING_MS) return;
    toldMs = aheadMs;
    const seconds = Math.round(aheadMs / 1000);
    await inTransaction(ctx.db, (tx) =>
      emitEvent(ctx, tx, {
        kind: 'clock.ahead',
        title: `OBSERVER sees company time ${seconds} s ahead of the machine’s clock`,
        summary: 'Stops are watched on. Days and sessions are judged by company time: check the machine’s clock.',
        fields: { seconds },
      }),
    );
  };
}
