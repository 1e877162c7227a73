import { readTogether } from '@atc/core/kernel/db';
import { sayCount, sayPct } from '@atc/core/kernel/figures';
import { LEAST_TRADES, pauseStrategy, shortfallsNow, TESTER } from '@atc/core/loop/strategies/choices';
import type { Task } from '../task.ts';

/** Holds a strategy back whose trades bring less than its record lets expect; any other is left alone. */
export const pauseStrategyTask: Task = async (ctx, { subject: name }) => {
  const { below } = await readTogether(ctx.db, { below: shortfallsNow(LEAST_TRADES) });
  const shortfall = below.find((one) => one.name === name);
  if (!shortfall) return { kind: 'succeeded', result: { strategy: name, left: 'it brings what is expected of it' } };
  const { trades, mean, expected } = shortfall;
  const reason = `its ${sayCount(trades, 'trade')} brought ${sayPct(mean)} on average, ${sayPct(expected)} expected`;
  return {
    kind: 'succeeded',
    result: { strategy: name, paused: reason },
    save: async (tx) => {
      await pauseStrategy(ctx, tx, { name, by: TESTER, reason });
    },
  };
};
