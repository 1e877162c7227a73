import { readChart } from '@atc/core/loop/signals';
import { z } from 'zod';
import type { AgentContext } from '../../context/index.ts';
import type { Trade } from '../analyse-outcome/index.ts';
import type { Reason } from './reasons.ts';
import { findEntryReason } from './store.ts';

const reasonList = z.array(
  z.object({
    name: z.string(),
    value: z.union([z.number(), z.string()]).nullish(),
    weight: z.number().nullish(),
    text: z.string(),
  }),
);
const entryReason = z.object({ summary: z.string().nullish(), evidence: reasonList.optional() });

export interface EntryReasons {
  /** The entry's own words. */
  readonly summary: string | null;
  readonly atEntry: readonly Reason[];
  readonly later: readonly Reason[];
  /** What the chart alone rates the same entry at the later instant; null with too few bars. */
  readonly chartNow: number | null;
  /** Stop distance over the usual hourly range at the entry; null when either is not known. */
  readonly stopAtrs: number | null;
}

/** Why a trade was entered, and what the same evidence says when the trade ended, or now. */
export async function readReasons(ctx: AgentContext, trade: Trade): Promise<EntryReasons> {
  const stored = await findEntryReason(ctx.db, { positionId: trade.id, signalId: trade.signal?.id ?? null });
  const entered = readChart(ctx.market, trade.contract, trade.openedAt);
  const later = readChart(ctx.market, trade.contract, trade.until);
  const remembered = entryReason.safeParse(stored.reason).data;
  const signalled = reasonList.safeParse(stored.signalEvidence).data ?? [];
  const evidence = signalled.length > 0 ? signalled : (remembered?.evidence ?? []);
  const weightAtEntry = (name: string) => entered?.evidence.find((item) => item.name === name)?.weight ?? null;
  return {
    summary: remembered?.summary ?? null,
    atEntry: evidence.map(({ name, value, weight, text }) => ({
      name,
      value: value ?? null,
      weight: weight ?? weightAtEntry(name),
      text,
    })),
    // The chart knows nothing of the source's record, so that cannot be read again from it.
    later: (later?.evidence ?? []).filter(({ name }) => !name.startsWith('source_')),
    chartNow: later?.confidence ?? null,
    stopAtrs: stopAtrs(trade, entered?.atr ?? null),
  };
}

function stopAtrs({ entryPrice, initialStop }: Trade, atr: number | null): number | null {
  return initialStop === null || atr === null || atr <= 0 ? null : (entryPrice - initialStop) / atr;
}
