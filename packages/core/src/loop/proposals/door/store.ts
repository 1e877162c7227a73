import { checkPolicies, type PolicyRow, type PolicySet } from '../../../company/policies/index.ts';
import type { AgentId } from '../../../company/roster/index.ts';
import { POSTED } from '../../../desk/forecasts/index.ts';
import { type ForecastRow, forecastOdds, lossesSinceWin, type Odds, oddsFrom } from '../../../desk/odds/index.ts';
import { HELD, LIVE } from '../../../desk/states/index.ts';
import { type Db, Prisma } from '../../../kernel/db/index.ts';
import { Decimal } from '../../../kernel/money/index.ts';
import type { PositionFact, StrategyFact } from '../../gates/index.ts';
import { planOfSignal, STRATEGY_SOURCE } from '../../strategies/index.ts';

/** What the door reads of the database for one proposal, in one statement: one moment, one round trip. */
export interface DoorReading {
  readonly tradingState: 'active' | 'reducing' | 'halted' | null;
  readonly accountId: string | null;
  readonly accountMode: 'paper' | 'live' | null;
  /** Whether the account has sold something before, at a gain or a loss. */
  readonly hasTraded: boolean;
  readonly cashUsd: Decimal | null;
  readonly equityUsd: Decimal | null;
  readonly contract: string | null;
  readonly symbol: string | null;
  readonly instrumentId: string | null;
  /** The smallest quantity of it that its venue trades. */
  readonly lot: Decimal | null;
  readonly confidence: number | null;
  /** What its forecast says of it; null without one. */
  readonly odds: Odds | null;
  /** Purchases that its source led to before. */
  readonly sourceEntries: number;
  /** Null when there is no such signal. */
  readonly signalStatus: string | null;
  readonly signalType: string | null;
  readonly signalInstrumentId: string | null;
  readonly signalSource: string | null;
  readonly signalTrust: string | null;
  /** The API key that posted it. */
  readonly signalSender: string | null;
  readonly held: boolean;
  /** Of the token since its last win, within 30 days. */
  readonly lossesSinceWin: number;
  /** Agents that are switched off. */
  readonly agentsOff: readonly AgentId[];
  /** How well SAGE and ATLAS get on; null when they have not met. */
  readonly affinity: number | null;
  readonly position: PositionFact | null;
  /** The promoted strategy whose signal it is, or whose position. */
  readonly strategy: StrategyFact | null;
  /** What that strategy would buy on the signal, at its whole size; null where none found it. */
  readonly foundUsd: Decimal | null;
  readonly usage: Readonly<Record<string, Decimal>>;
  readonly locks: readonly { readonly kind: string; readonly reason: string; readonly endsAt: Date | null }[];
  readonly policies: PolicySet;
}

export interface DoorQuestion {
  readonly instrumentId: string | null;
  readonly signalId: string | null;
  readonly positionId: string | null;
  readonly usageKeys: readonly string[];
  readonly now: Date;
}

interface Row
  extends Omit<
    DoorReading,
    'position' | 'usage' | 'locks' | 'lot' | 'cashUsd' | 'equityUsd' | 'policies' | 'foundUsd' | 'odds'
  > {
  readonly forecast: ForecastRow | null;
  readonly signalMetadata: unknown;
  readonly lot: string | null;
  readonly cashUsd: string | null;
  readonly equityUsd: string | null;
  readonly position: { id: string; status: string; quantity: string; cost: string; stop: string | null } | null;
  readonly usage: Record<string, string> | null;
  readonly locks: { kind: string; reason: string; ends_at: string | null }[] | null;
  readonly policies: PolicyRow[] | null;
}

/** Reads the facts of the door. A hot path under concurrency, hence one raw statement. */
export async function readDoor(db: Db, question: DoorQuestion): Promise<DoorReading> {
  const { instrumentId, signalId, positionId, usageKeys, now } = question;
  const rows = await db.$queryRaw<Row[]>`
    WITH s AS (SELECT id, instrument_id, signal_type::text AS signal_type, confidence, status::text AS status, source,
                     trust::text AS trust, metadata,
                     posted_by::text AS posted_by FROM ops_signals WHERE id = ${signalId}::uuid),
         p AS (SELECT id, instrument_id, status::text AS status, quantity, cost_basis_usd, stop_loss, signal_source
           FROM ops_positions WHERE id = ${positionId}::uuid),
         i AS (SELECT id, venue, asset_class, contract, symbol, min_quantity FROM ops_instruments
               WHERE id = coalesce(${instrumentId}::uuid, (SELECT instrument_id FROM p),
                 (SELECT instrument_id FROM s))),
         a AS (SELECT id, mode, cash_usd, realized_pnl FROM ops_accounts
               WHERE (venue, asset_class) = (SELECT i.venue, i.asset_class FROM i) OR NOT EXISTS (SELECT 1 FROM i)
                 ORDER BY created_at LIMIT 1)
    SELECT (SELECT state::text FROM ops_trading_state WHERE id = 1) AS "tradingState",
           a.id AS "accountId", a.mode::text AS "accountMode", a.cash_usd::text AS "cashUsd",
           (a.cash_usd + coalesce((SELECT sum(quantity * coalesce(current_price, entry_price)) FROM ops_positions
             WHERE account_id = a.id AND status IN ${HELD}), 0))::text AS "equityUsd",
           i.contract, i.symbol, i.id AS "instrumentId", i.min_quantity::text AS lot, s.confidence,
           (SELECT to_jsonb(f) FROM (${forecastOdds} WHERE signal_id = s.id) f) AS forecast,
           (SELECT coalesce((SELECT o.trades FROM ops_signal_sources o WHERE o.name = n.name), 0) +
                   (SELECT count(*)::int FROM ops_positions e WHERE e.status IN ${LIVE} AND e.signal_source = n.name)
            FROM (SELECT CASE s.trust WHEN 'trusted' THEN s.source ELSE ${POSTED} || s.source END AS name) n
           ) AS "sourceEntries",
           s.status AS "signalStatus",
           s.signal_type AS "signalType", s.instrument_id AS "signalInstrumentId", s.source AS "signalSource",
           s.trust AS "signalTrust", s.metadata AS "signalMetadata",
           s.posted_by AS "signalSender",
           coalesce(a.realized_pnl <> 0, false) AS "hasTraded",
           EXISTS (SELECT 1 FROM ops_positions h WHERE h.account_id = a.id AND h.instrument_id = i.id
           AND h.status IN ${LIVE}) AS held,
           ${lossesSinceWin(Prisma.sql`i.id`, now)} AS "lossesSinceWin",
           coalesce((SELECT array_agg(id::text ORDER BY id) FROM ops_agents WHERE NOT enabled), '{}') AS "agentsOff",
           (SELECT affinity FROM ops_agent_relationships WHERE agent_a = 'atlas' AND agent_b = 'sage') AS affinity,
           (SELECT json_build_object('id', p.id, 'status', p.status, 'quantity', p.quantity::text, 'cost',
             p.cost_basis_usd::text, 'stop', p.stop_loss::text) FROM p) AS position,
           (SELECT json_build_object('name', st.name, 'state', st.state, 'share', st.share) FROM ops_strategies st
             WHERE st.state IN ('probation', 'active') AND ${STRATEGY_SOURCE} || st.name =
               coalesce((SELECT p.signal_source FROM p), CASE s.trust WHEN 'trusted' THEN s.source END)) AS strategy,
           (SELECT json_object_agg(key, used::text) FROM ops_cap_usage
             WHERE key = ANY(${[...usageKeys]}::text[] ||
               ARRAY(SELECT k || ':' || s.posted_by FROM unnest(${[...usageKeys]}::text[]) k
               WHERE s.posted_by IS NOT NULL))) AS usage,
           (SELECT json_agg(json_build_object('kind', l.kind, 'reason', l.reason, 'ends_at', l.ends_at))
             FROM ops_locks l
             WHERE l.subject IN ('company', i.id::text) AND l.lifted_at IS NULL AND l.starts_at <= ${now}
               AND (l.ends_at IS NULL OR l.ends_at > ${now})) AS locks,
           (SELECT json_agg(json_build_object('key', key, 'json', value::text, 'version', version))
             FROM ops_policy) AS policies
    FROM (SELECT 1) one LEFT JOIN a ON true LEFT JOIN i ON true LEFT JOIN s ON true`;
  const [row] = rows;
  if (!row) throw new Error('the door read nothing');
  const { signalMetadata, forecast, ...rest } = row;
  return {
    ...rest,
    odds: forecast && oddsFrom(forecast),
    foundUsd: foundUsdOf(row),
    lot: row.lot === null ? null : new Decimal(row.lot),
    cashUsd: row.cashUsd === null ? null : new Decimal(row.cashUsd),
    equityUsd: row.equityUsd === null ? null : new Decimal(row.equityUsd),
    position: row.position && toPosition(row.position),
    usage: Object.fromEntries(Object.entries(row.usage ?? {}).map(([key, used]) => [key, new Decimal(used)])),
    locks: (row.locks ?? []).map((lock) => ({
      kind: lock.kind,
      reason: lock.reason,
      endsAt: lock.ends_at ? new Date(lock.ends_at) : null,
    })),
    policies: checkPolicies(row.policies ?? []),
  };
}

function foundUsdOf({ strategy, signalSource, signalTrust, signalMetadata }: Row): Decimal | null {
  if (!strategy || signalSource === null || signalTrust === null) return null;
  const plan = planOfSignal({ source: signalSource, trust: signalTrust, metadata: signalMetadata });
  return plan?.strategy === strategy.name ? new Decimal(plan.sizeUsd) : null;
}

function toPosition(row: NonNullable<Row['position']>): PositionFact {
  return {
    id: row.id,
    status: row.status,
    quantity: new Decimal(row.quantity),
    costBasisUsd: new Decimal(row.cost),
    stopLoss: row.stop === null ? null : new Decimal(row.stop),
  };
}
