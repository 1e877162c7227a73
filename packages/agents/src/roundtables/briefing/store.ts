import { recordOf } from '@atc/core/desk/forecasts';
import { oddsFrom } from '@atc/core/desk/odds';
import { LIVE } from '@atc/core/desk/states';
import { stopLevel } from '@atc/core/desk/watch';
import { type Db, Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { CompanyError } from '@atc/core/kernel/errors';
import { Decimal } from '@atc/core/kernel/money';
import { findProposal, type StoredProposal } from '@atc/core/loop/proposals';
import { planOfSignal } from '@atc/core/loop/strategies';
import { z } from 'zod';
import type { TradeRecord } from '../../minds/index.ts';
import type { PositionFacts, RecordFacts, SubjectFacts } from './facts.ts';

/** A proposal as a reviewer needs it. */
export async function readSubject(db: Db, proposalId: string): Promise<SubjectFacts> {
  const row = await findProposal(db, proposalId);
  if (!row) throw new CompanyError('proposal_missing', 'the proposal of a review does not exist');
  const symbol = row.instrument?.symbol ?? row.title;
  const action = actionOf(row.missionType, row.proposedSteps);
  return {
    key: `${symbol}|${action}|${row.proposedAt.toISOString()}`,
    symbol,
    contract: row.instrument?.contract ?? null,
    instrumentId: row.instrumentId,
    positionId: row.positionId,
    byOwnRules: row.exitReason === 'signal' && row.signal === null,
    action,
    agentId: row.agentId,
    sizeUsd: row.sizeUsd?.toNumber() ?? null,
    riskUsd: row.riskUsd?.toNumber() ?? null,
    entryPrice: row.entryPrice?.toFixed() ?? null,
    stopLoss: row.stopLoss?.toFixed() ?? null,
    target: row.target?.toFixed() ?? null,
    confidence: row.confidence,
    stopDefaulted: row.stopDefaulted,
    fraction: row.fraction,
    evidenceCount: Array.isArray(row.evidence) ? row.evidence.length : 0,
    sourceName: row.signal && recordOf(row.signal).name,
    odds: row.signal?.forecast ? oddsFrom(row.signal.forecast) : null,
    found: action === 'entry' ? row.signal && planOfSignal(row.signal) : null,
    signal: row.signal && signalOf(row.signal, row.proposedAt),
  };
}

// What an analysis wrote; what nobody weighed says nothing.
const weighed = z.array(z.object({ weight: z.number() }));

function signalOf(
  { id, observedAt, evidence }: NonNullable<StoredProposal['signal']>,
  proposedAt: Date,
): NonNullable<SubjectFacts['signal']> {
  const weights = (weighed.safeParse(evidence).data ?? []).map(({ weight }) => weight);
  return { id, observedAt: observedAt ?? proposedAt, weights };
}

function actionOf(missionType: string, steps: unknown): SubjectFacts['action'] {
  if (missionType === 'exit') return 'exit';
  const scale = (steps as readonly { kind: string; payload: { direction?: string } }[]).find(
    (step) => step.kind === 'scale_position',
  );
  if (!scale) return 'entry';
  return scale.payload.direction === 'up' ? 'scale_up' : 'scale_down';
}

/** The position that a proposal is about, or null. */
export async function readPosition(db: Db, positionId: string): Promise<PositionFacts | null> {
  const [row] = await db.$queryRaw<PositionRow[]>`
    SELECT entry_price AS "entryPrice", stop_loss AS "stopLoss", trailing_stop_pct AS "trailingStopPct",
           high_water_price AS "highWater", entry_cost_usd AS "costUsd",
           realized_pnl + unrealized_pnl - fees_usd AS "resultUsd",
           quantity * coalesce(current_price, entry_price, 0) AS "valueUsd", opened_at AS "openedAt",
           signal_source AS source
    FROM ops_positions WHERE id = ${positionId}::uuid`;
  if (!row) return null;
  return {
    entryPrice: row.entryPrice?.toFixed() ?? null,
    stopLoss: stopLevel(row)?.toFixed() ?? null,
    costUsd: row.costUsd.toNumber(),
    resultUsd: row.resultUsd.toNumber(),
    valueUsd: row.valueUsd.toNumber(),
    openedAt: row.openedAt,
    source: row.source,
  };
}

interface PositionRow {
  readonly source: string | null;
  readonly entryPrice: Decimal | null;
  readonly stopLoss: Decimal | null;
  readonly trailingStopPct: number | null;
  readonly highWater: Decimal | null;
  readonly costUsd: Decimal;
  readonly resultUsd: Decimal;
  readonly valueUsd: Decimal;
  readonly openedAt: Date | null;
}

export interface HeldInstrument {
  readonly symbol: string;
  readonly contract: string;
}

/** What is held or being bought, the given instrument left out. */
export function heldInstruments(exceptId: string | null): Reading<readonly HeldInstrument[]> {
  return rowsOf(Prisma.sql`
    SELECT DISTINCT i.symbol, i.contract FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status IN ${LIVE} AND i.id IS DISTINCT FROM ${exceptId}::uuid ORDER BY i.symbol`);
}

/** The company's equity on record at or before an instant, or null. */
export function equityAt(at: Date): Reading<Decimal | null> {
  return reading(
    Prisma.sql`
    SELECT total_value::text AS equity FROM ops_portfolio_history
    WHERE account_id = (SELECT id FROM ops_accounts ORDER BY created_at LIMIT 1) AND timestamp <= ${at}
      ORDER BY timestamp DESC LIMIT 1`,
    ([row]: readonly { equity: string }[]) => (row ? new Decimal(row.equity) : null),
  );
}

export interface RecordQuestion {
  readonly instrumentId: string | null;
  readonly source: string | null;
  readonly since: Date;
}

type Group = 'token' | 'source' | 'company';

const NO_TRADES: TradeRecord = { trades: 0, wins: 0, losses: 0, pnlUsd: 0 };

/** How closed trades ended since then: of the token, of the signal's source, of the company. */
export function recordOfTrades({ instrumentId, source, since }: RecordQuestion): Reading<RecordFacts> {
  const trades = Prisma.sql`
    SELECT g.part, count(*)::int AS trades, count(*) FILTER (WHERE o.outcome_type = 'win')::int AS wins,
           count(*) FILTER (WHERE o.outcome_type = 'loss')::int AS losses, coalesce(sum(o.pnl), 0)::float8 AS "pnlUsd"
    FROM ops_trade_outcomes o
    JOIN (VALUES ('token'), ('source'), ('company')) g(part)
      ON g.part = 'company' OR g.part = 'token' AND o.instrument_id = ${instrumentId}::uuid OR g.part = 'source'
        AND o.signal_source = ${source}
    WHERE o.closed_at >= ${since} GROUP BY g.part`;
  return reading(trades, (rows: readonly (TradeRecord & { part: Group })[]) => {
    const of = (wanted: Group): TradeRecord => {
      const { part: _, ...record } = rows.find(({ part }) => part === wanted) ?? { part: wanted, ...NO_TRADES };
      return record;
    };
    return { token: of('token'), source: of('source'), company: of('company') };
  });
}
