import { sayRecord } from '@atc/core/desk/forecasts';
import { sayBps, sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import type { SourceRecord } from './store.ts';
import type { Trade, TradeMeasures } from './trade.ts';

/** Something worth knowing about a trade, with its number. */
export interface Finding {
  readonly name: string;
  readonly value: number;
  readonly text: string;
}

interface Looked {
  readonly trade: Trade;
  readonly measures: TradeMeasures;
  readonly record: SourceRecord | null;
}

const KEPT_LITTLE = 0.5;
const RAN_FIRST_R = 1;
const NEVER_RAN_R = 0.25;
const OVERRAN_R = -1.25;
const SLIPPED_BPS = 50;
const FEES_ATE = 0.25;
const RECORD_NEEDED = 5;

/** What stands out in a trade, the most telling first; empty when it went as planned. */
export function findingsOf(looked: Looked): readonly Finding[] {
  return [gaveBack, ranFirst, neverRan, overran, slipped, feesAte, recordOf]
    .map((look) => look(looked))
    .filter((finding) => finding !== null);
}

function gaveBack({ trade, measures: { pnlPct, mfePct, kept } }: Looked): Finding | null {
  if (!trade.closed || pnlPct <= 0 || kept === null || mfePct === null || kept >= KEPT_LITTLE) return null;
  return {
    name: 'gave_back',
    value: kept,
    text: `kept ${sayShare(kept, 0)} of a run of ${sayPct(mfePct)}: a trailing stop would have kept more`,
  };
}

function ranFirst({ trade, measures: { pnlPct, mfeR } }: Looked): Finding | null {
  if (!trade.closed || pnlPct > 0 || mfeR === null || mfeR < RAN_FIRST_R) return null;
  return { name: 'ran_first', value: mfeR, text: `was ${sayRatio(mfeR, 1)} R ahead before it lost` };
}

function neverRan({ trade, measures: { pnlPct, mfeR } }: Looked): Finding | null {
  if (!trade.closed || pnlPct >= 0 || mfeR === null || mfeR >= NEVER_RAN_R) return null;
  return {
    name: 'never_ran',
    value: mfeR,
    text: `never ran more than ${sayRatio(mfeR)} R ahead: the entry was wrong or late`,
  };
}

function overran({ measures: { rMultiple } }: Looked): Finding | null {
  if (rMultiple === null || rMultiple > OVERRAN_R) return null;
  return {
    name: 'overran_stop',
    value: rMultiple,
    text: `lost ${sayRatio(Math.abs(rMultiple))} times what its stop allowed`,
  };
}

function slipped({ trade: { entrySlippageBps, exitSlippageBps } }: Looked): Finding | null {
  const worst = Math.max(entrySlippageBps ?? 0, exitSlippageBps ?? 0);
  if (worst < SLIPPED_BPS) return null;
  const side = worst === entrySlippageBps ? 'entry' : 'exit';
  return { name: 'slipped', value: worst, text: `slipped ${sayBps(worst)} on the ${side}` };
}

function feesAte({ trade, measures: { pnlPct, feesPct } }: Looked): Finding | null {
  const gross = pnlPct + feesPct;
  if (!trade.closed || gross <= 0 || feesPct / gross < FEES_ATE) return null;
  return {
    name: 'fees_ate',
    value: feesPct / gross,
    text: `fees took ${sayShare(feesPct / gross, 0)} of what it made`,
  };
}

function recordOf({ trade, record }: Looked): Finding | null {
  if (!record || record.trades < RECORD_NEEDED) return null;
  return {
    name: 'source_record',
    value: record.wins / record.trades,
    text:
      `${sayRecord(trade.signalSource ?? '')} has won ${record.wins} of ` +
      `${sayCount(record.trades, 'trade')}, ${sayPct(record.averagePct)} on average`,
  };
}
