import { emitEvent } from '@atc/core/company/events';
import { sayExit } from '@atc/core/desk/positions';
import type { Tx } from '@atc/core/kernel/db';
import { sayBps, sayMinutes, sayPct, sayR, sayUsd } from '@atc/core/kernel/figures';
import { plain } from '@atc/core/kernel/money';
import type { AgentContext } from '../../context/index.ts';
import type { TaskEnd, TaskRequest } from '../task.ts';
import { type Finding, findingsOf } from './findings.ts';
import { readTrade } from './read-trade.ts';
import { findRecord, type SourceRecord } from './store.ts';
import { measureTrade, type Trade, type TradeMeasures } from './trade.ts';

/**
 * GROWTH takes a trade apart: its result in money and R, how far it ran either way, what its orders cost, and what its
 * source has come to.
 */
export async function analyseTrade(ctx: AgentContext, request: TaskRequest): Promise<TaskEnd> {
  const trade = await readTrade(ctx, request.subject);
  if (!trade) return { kind: 'failed', reason: 'there is no trade of that id' };
  const measures = measureTrade(trade);
  const record = await findRecord(ctx.db, trade.signal);
  const analysed: Analysed = { trade, measures, record, findings: findingsOf({ trade, measures, record }) };
  return {
    kind: 'succeeded',
    result: { tradeId: trade.id, ...fieldsOf(analysed) },
    save: (tx) => tell(ctx, tx, { request, analysed }),
  };
}

interface Analysed {
  readonly trade: Trade;
  readonly measures: TradeMeasures;
  readonly record: SourceRecord | null;
  readonly findings: readonly Finding[];
}

function fieldsOf({ trade, measures, record, findings }: Analysed) {
  return {
    symbol: trade.symbol,
    closed: trade.closed,
    pnlUsd: trade.pnlUsd,
    ...measures,
    feesUsd: trade.feesUsd,
    entrySlippageBps: trade.entrySlippageBps,
    exitSlippageBps: trade.exitSlippageBps,
    exitReason: trade.exitReason,
    signalSource: trade.signalSource,
    sourceTrades: record?.trades ?? 0,
    sourceWins: record?.wins ?? 0,
    sourceAveragePct: record?.averagePct ?? null,
    findings,
  };
}

interface Told {
  readonly request: TaskRequest;
  readonly analysed: Analysed;
}

async function tell(ctx: AgentContext, tx: Tx, { request, analysed }: Told): Promise<void> {
  const { trade, measures, findings } = analysed;
  const end = trade.closed ? sayExit(trade.exitReason) : 'still open';
  const r = measures.rMultiple === null ? '' : `, ${sayR(measures.rMultiple)}`;
  await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'trade.analysed',
    title:
      `GROWTH on ${trade.symbol}: ${sayPct(measures.pnlPct)}${r} after ` +
      `${sayMinutes(measures.holdMinutes)}, ${end}`,
    summary: [...findings.map(({ text }) => text), numbersOf(analysed)].join('; '),
    moreTags: findings.map(({ name }) => name),
    tradeId: trade.id,
    pnl: trade.closed ? plain(trade.pnlUsd, 8) : null,
    instrumentId: trade.instrumentId,
    proposalId: request.proposalId,
    depth: request.depth + 1,
    fields: fieldsOf(analysed),
  });
}

function numbersOf({ trade, measures: { mfePct, maePct } }: Analysed): string {
  const ran =
    mfePct === null || maePct === null
      ? 'no bar closed while it was held'
      : `ran ${sayPct(mfePct)} and ${sayPct(maePct)}`;
  const slip = (bps: number | null) => (bps === null ? 'none' : sayBps(bps));
  return (
    `${ran}; slippage in ${slip(trade.entrySlippageBps)}, out ${slip(trade.exitSlippageBps)}; fees ` +
    `${sayUsd(trade.feesUsd)}`
  );
}
