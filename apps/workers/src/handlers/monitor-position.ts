import { emitEvent } from '@atc/core/company/events';
import { armWatch, findPosition, findPositionOfEntry } from '@atc/core/desk/positions';
import { sayShare } from '@atc/core/kernel/figures';
import { plain } from '@atc/core/kernel/money';
import { stepPayloads } from '@atc/core/loop/kinds';
import { isStale, lastPrice } from '@atc/core/market';
import type { Handler } from '../handler.ts';

/** Arms the watch of a position. The watch itself looks at every open position, armed or not. */
export const handleMonitorPosition: Handler = async (ctx, step) => {
  const { positionId } = stepPayloads.monitor_position.parse(step.payload);
  const position = positionId
    ? await findPosition(ctx.db, positionId)
    : await findPositionOfEntry(ctx.db, step.proposalId);
  if (!position) return { kind: 'failed', reason: 'there is no position to watch' };
  return {
    kind: 'succeeded',
    result: {
      positionId: position.id,
      stopLoss: position.stopLoss?.toFixed() ?? null,
      takeProfit: position.takeProfit?.toFixed() ?? null,
    },
    save: async (tx) => {
      if (!(await armWatch(tx, position.id, ctx.clock.now()))) return;
      const stop = position.stopLoss ? plain(position.stopLoss) : 'none';
      const trail = position.trailingStopPct;
      const now = ctx.clock.now();
      const price = lastPrice(ctx.market, position.instrument.contract, now);
      const isSeen = price !== null && !isStale(ctx.market, price.at, now);
      await emitEvent(ctx, tx, {
        kind: 'position.watched',
        title:
          `SCOUT watches ${position.instrument.symbol}: stop ` +
          `${stop}${trail === null ? '' : `, following ${sayShare(trail)} below the highest price`}` +
          `${position.takeProfit ? `, target ${plain(position.takeProfit)}` : ''}`,
        summary: isSeen
          ? 'Stop, target and trailing stop are checked against every bar.'
          : 'There is no fresh price of it: nothing is checked until one comes.',
        tradeId: position.id,
        instrumentId: position.instrumentId,
        missionId: step.missionId,
        fields: { stopLoss: stop, takeProfit: position.takeProfit ? plain(position.takeProfit) : null },
      });
    },
  };
};
