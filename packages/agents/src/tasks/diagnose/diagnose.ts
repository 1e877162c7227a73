import { emitEvent } from '@atc/core/company/events';
import type { Tx } from '@atc/core/kernel/db';
import { sayPct } from '@atc/core/kernel/figures';
import { plain } from '@atc/core/kernel/money';
import type { AgentContext } from '../../context/index.ts';
import { measureTrade, readTrade, type Trade, type TradeMeasures } from '../analyse-outcome/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type Diagnosis, diagnoseLoss } from './diagnosis.ts';
import type { EntryReasons } from './entry-reasons.ts';
import { readReasons } from './read-reasons.ts';
import { type Compared, compareReasons, type ReasonNow } from './reasons.ts';

/**
 * SAGE diagnoses a loss: which of the entry's reasons failed by the end, what was overruled, and what made it as large
 * as it was.
 */
export const diagnose: Task = async (ctx, request) => {
  const trade = await readTrade(ctx, request.subject);
  if (!trade?.closed) return { kind: 'failed', reason: 'there is no closed trade of that id' };
  if (trade.pnlUsd >= 0) return { kind: 'failed', reason: 'only a trade that lost is diagnosed' };
  const measures = measureTrade(trade);
  const entry = await readReasons(ctx, trade);
  const compared = compareReasons(entry.atEntry, entry.later);
  const diagnosis = diagnoseLoss({ measures, compared, stopAtrs: entry.stopAtrs });
  const diagnosed: Diagnosed = { trade, measures, entry, compared, diagnosis };
  return {
    kind: 'succeeded',
    result: { tradeId: trade.id, ...fieldsOf(diagnosed) },
    save: (tx) => tell(ctx, tx, { request, diagnosed }),
  };
};

interface Diagnosed {
  readonly trade: Trade;
  readonly measures: TradeMeasures;
  readonly entry: EntryReasons;
  readonly compared: Compared;
  readonly diagnosis: Diagnosis;
}

function fieldsOf({ trade, measures, entry, compared, diagnosis }: Diagnosed) {
  const named = (verdict: ReasonNow['verdict']) =>
    compared.reasons.filter((reason) => reason.verdict === verdict).map(({ name }) => name);
  return {
    symbol: trade.symbol,
    pnlPct: measures.pnlPct,
    rMultiple: measures.rMultiple,
    mfeR: measures.mfeR,
    cause: diagnosis.cause,
    advice: diagnosis.advice,
    failed: named('failed'),
    weakened: named('weakened'),
    held: named('held'),
    failedShare: compared.failedShare,
    reasons: compared.reasons,
    overruled: compared.overruled,
    confidence: trade.confidence,
    chartAtEnd: entry.chartNow,
    stopAtrs: entry.stopAtrs,
    exitReason: trade.exitReason,
    signalSource: trade.signalSource,
  };
}

interface Told {
  readonly request: TaskRequest;
  readonly diagnosed: Diagnosed;
}

async function tell(ctx: AgentContext, tx: Tx, { request, diagnosed }: Told): Promise<void> {
  const { trade, measures, compared, diagnosis } = diagnosed;
  await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'loss.diagnosed',
    title: `SAGE on the ${sayPct(measures.pnlPct)} in ${trade.symbol}: ${diagnosis.text}`,
    summary: [
      ...compared.reasons.map(sayReason),
      ...compared.overruled.map((text) => `overruled: ${text}`),
      diagnosis.advice,
    ].join('; '),
    moreTags: [diagnosis.cause],
    tradeId: trade.id,
    pnl: plain(trade.pnlUsd, 8),
    instrumentId: trade.instrumentId,
    proposalId: request.proposalId,
    depth: request.depth + 1,
    fields: fieldsOf(diagnosed),
  });
}

function sayReason({ verdict, said, says }: ReasonNow): string {
  return says === null || verdict === 'held' ? `${verdict}: ${said}` : `${verdict}: ${said}, at the end ${says}`;
}
