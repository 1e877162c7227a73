import { readOne } from '@atc/core/kernel/db';
import { readChart } from '@atc/core/loop/signals';
import { z } from 'zod';
import type { AgentContext } from '../../context/index.ts';
import type { Trade } from '../analyse-outcome/index.ts';
import { type EntryReasons, entryReasons } from './entry-reasons.ts';
import { entryReason, type StoredReason } from './store.ts';

const reasonList = z.array(
  z.object({
    name: z.string(),
    value: z.union([z.number(), z.string()]).nullish(),
    weight: z.number().nullish(),
    text: z.string(),
  }),
);
const remembering = z.object({ summary: z.string().nullish(), evidence: reasonList.optional() });

/** Why a trade was entered, and what the same evidence says when the trade ended, or now. */
export async function readReasons(ctx: AgentContext, trade: Trade): Promise<EntryReasons> {
  return reasonsOf(ctx, trade, await readOne(ctx.db, entryReason(trade.id)));
}

/** What is stored of an entry's reason, beside what the same evidence says when the trade ended, or now. */
export function reasonsOf({ market }: AgentContext, trade: Trade, stored: StoredReason): EntryReasons {
  const remembered = remembering.safeParse(stored.reason).data;
  const signalled = reasonList.safeParse(stored.signalEvidence).data ?? [];
  return entryReasons({
    summary: remembered?.summary ?? null,
    evidence: signalled.length > 0 ? signalled : (remembered?.evidence ?? []),
    entered: readChart(market, trade.contract, trade.openedAt),
    later: readChart(market, trade.contract, trade.until),
    entryPrice: trade.entryPrice,
    initialStop: trade.initialStop,
  });
}
