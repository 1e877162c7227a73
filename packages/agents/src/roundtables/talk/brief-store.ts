import type { AgentId } from '@atc/core/company/roster';
import type { BaseDb, Db } from '@atc/core/kernel/db';
import type { TalkBriefing } from '../../minds/index.ts';
import type { HeardStance } from '../../relationships/index.ts';

const HOUR_S = 3600;

/** Who spoke in a conversation, in order, and how each stood to the speaker before. */
export async function listStances(db: Db, roundtableId: string): Promise<readonly HeardStance[]> {
  return db.$queryRaw<HeardStance[]>`
    SELECT agent_id::text AS "agentId", content -> 'stance' AS stance FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND agent_id IS NOT NULL ORDER BY turn_no`;
}

export interface OpeningsWanted {
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly since: Date;
}

/** An agent's first words in each other conversation since then. */
export async function listFirstWords(db: Db, wanted: OpeningsWanted): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT DISTINCT ON (t.roundtable_id) t.text FROM ops_roundtable_turns t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id
    WHERE q.convened_at >= ${wanted.since} AND q.id <> ${wanted.roundtableId}::uuid AND t.kind = 'speak' AND t.state = 'done' AND t.agent_id = ${wanted.agentId}::"AgentId"
    ORDER BY t.roundtable_id, t.turn_no`;
  return rows.map(({ text }) => text);
}

/** What the desk did since then, in counts. */
export async function countDesk(db: Db, since: Date): Promise<TalkBriefing['desk']> {
  const [row] = await db.$queryRaw<TalkBriefing['desk'][]>`
    SELECT (SELECT count(*)::int FROM ops_trading_proposals WHERE proposed_at >= ${since}) AS proposals,
           (SELECT count(*)::int FROM ops_trading_proposals WHERE proposed_at >= ${since} AND status = 'rejected') AS refused,
           (SELECT count(*)::int FROM ops_agent_events WHERE kind = 'step.dead_letter' AND occurred_at >= ${since}) AS "failedSteps",
           (SELECT count(*)::int FROM ops_positions WHERE opened_at >= ${since}) AS trades,
           (SELECT count(*)::int FROM ops_signals WHERE observed_at >= ${since}) AS signals`;
  return row ?? { proposals: 0, refused: 0, failedSteps: 0, trades: 0, signals: 0 };
}

/** What is held, the worst first. */
export async function listHeld(db: BaseDb, now: Date): Promise<TalkBriefing['held']> {
  const rows = await db.position.findMany({
    where: { status: { in: ['open', 'closing'] } },
    orderBy: [{ unrealizedPnl: 'asc' }, { id: 'asc' }],
    include: { instrument: { select: { symbol: true } } },
  });
  return rows.map((row) => {
    const last = row.currentPrice?.toNumber() ?? null;
    const cost = row.costBasisUsd.toNumber();
    return {
      symbol: row.instrument.symbol,
      pnlUsd: row.unrealizedPnl.toNumber(),
      pnlPct: cost > 0 ? row.unrealizedPnl.toNumber() / cost : null,
      toStopPct: last && row.stopLoss ? 1 - row.stopLoss.toNumber() / last : null,
      holdHours: row.openedAt ? (now.getTime() - row.openedAt.getTime()) / (HOUR_S * 1000) : null,
    };
  });
}

/** The trade that closed last, or null. */
export async function findLastTrade(db: BaseDb): Promise<TalkBriefing['lastTrade']> {
  const row = await db.tradeOutcome.findFirst({
    orderBy: [{ closedAt: 'desc' }, { id: 'desc' }],
    include: { instrument: { select: { symbol: true } } },
  });
  return (
    row && {
      symbol: row.instrument.symbol,
      pnlUsd: row.pnl.toNumber(),
      pnlPct: row.pnlPct,
      exitReason: row.exitReason,
      holdHours: row.holdTime / HOUR_S,
    }
  );
}

/** Signals analysed since then, the surest first. Only what our own code wrote: the listed symbol, never a sender's text. */
export async function listSureSignals(db: BaseDb, since: Date, limit: number): Promise<TalkBriefing['signals']> {
  const rows = await db.signal.findMany({
    where: { observedAt: { gte: since }, confidence: { not: null }, instrumentId: { not: null } },
    orderBy: [{ confidence: 'desc' }, { id: 'asc' }],
    take: limit,
    select: { confidence: true, trust: true, source: true, instrument: { select: { symbol: true } } },
  });
  return rows.map(({ confidence, trust, source, instrument }) => ({
    symbol: instrument?.symbol ?? '',
    confidence: confidence ?? 0,
    source: trust === 'trusted' ? source : 'an outside source',
  }));
}
