import { recordOf } from '@atc/core/desk/forecasts';
import { oddsFrom } from '@atc/core/desk/odds';
import type { BaseDb } from '@atc/core/kernel/db';
import { findSignal } from '@atc/core/loop/signals';
import { planOfSignal } from '@atc/core/loop/strategies';
import type { AnalysedSignal } from './draft-plan.ts';

/** An analysed signal with its instrument, or why it cannot be acted on. */
export async function readSignal(db: BaseDb, id: string): Promise<AnalysedSignal | string> {
  const row = await findSignal(db, id);
  if (!row?.instrument) return 'the signal or its instrument does not exist';
  if (row.confidence === null) return 'the signal has not been analysed';
  const { symbol, contract } = row.instrument;
  return {
    id: row.id,
    signalType: row.signalType,
    confidence: row.confidence,
    source: recordOf(row).name,
    evidence: row.evidence,
    instrumentId: row.instrument.id,
    symbol,
    contract,
    odds: row.forecast && oddsFrom(row.forecast),
    found: planOfSignal(row),
  };
}
