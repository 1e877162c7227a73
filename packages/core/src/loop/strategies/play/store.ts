import { LIVE } from '../../../desk/states/index.ts';
import { type Db, Prisma, type Reading, reading, type StrategyState } from '../../../kernel/db/index.ts';
import { DAY_MS } from '../../../kernel/time/index.ts';
import { type Expectation, expectation } from '../../track-records/index.ts';
import { STRATEGY_SOURCE } from '../strategy.ts';
import { foundPlan } from './found-plan.ts';

/** A strategy that is looked after: it may buy, was given up within a day, or holds something. */
export interface Played {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly state: StrategyState;
  readonly definition: unknown;
  readonly expected: Expectation | null;
  /** Of the trades since it was promoted, in the order in which they closed. */
  readonly results: readonly number[];
  readonly judgedUntil: Date | null;
  /** Why its definition could not be read when it was looked at last. */
  readonly fault: string | null;
  /** How much it has bought since midnight UTC. */
  readonly entriesToday: number;
  /** When each contract was sold last. */
  readonly soldAt: ReadonlyMap<string, number>;
}

interface PlayedRow extends Omit<Played, 'expected' | 'soldAt'> {
  readonly expected: unknown;
  readonly sold: Readonly<Record<string, string>> | null;
}

const source = Prisma.sql`${STRATEGY_SOURCE}::text || s.name`;

// What was being bought when a strategy was given up is its own as well.
const played = (now: Date) => Prisma.sql`
  (s.state IN ('probation', 'active')
   OR s.promoted_at IS NOT NULL AND (s.state_since > ${new Date(now.getTime() - DAY_MS)} OR EXISTS (
     SELECT 1 FROM ops_positions p WHERE p.status IN ${LIVE} AND p.signal_source = ${source})))`;

/** Strategies that are looked after, by name, the newest version first. */
export async function listPlayed(db: Db, now: Date): Promise<readonly Played[]> {
  const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const rows = await db.$queryRaw<PlayedRow[]>`
    SELECT s.id::text AS id, s.name, s.version, s.state::text AS state, s.definition, s.expected,
           s.judged_until AS "judgedUntil", s.fault,
           coalesce((SELECT array_agg(o.pnl_pct ORDER BY o.closed_at, o.trade_id) FROM ops_trade_outcomes o
             WHERE o.signal_source = ${source} AND o.opened_at >= s.promoted_at), '{}') AS results,
           (SELECT count(*)::int FROM ops_positions p WHERE p.signal_source = ${source}
             AND (p.status = 'opening' OR p.opened_at >= ${midnight})) AS "entriesToday",
           (SELECT json_object_agg(l.contract, l.at) FROM (
             SELECT i.contract, max(o.closed_at) AS at FROM ops_trade_outcomes o
               JOIN ops_instruments i ON i.id = o.instrument_id
             WHERE o.signal_source = ${source} GROUP BY i.contract) l) AS sold
    FROM ops_strategies s WHERE ${played(now)} ORDER BY s.name, s.version DESC`;
  return rows.map(({ expected, sold, ...row }) => ({
    ...row,
    expected: expected === null ? null : expectation.parse(expected),
    soldAt: new Map(Object.entries(sold ?? {}).map(([contract, at]) => [contract, Date.parse(at)])),
  }));
}

/** A position that a strategy found, or one that is being bought. */
export interface FoundPosition {
  readonly id: string;
  readonly status: 'opening' | 'open' | 'closing';
  readonly contract: string;
  readonly strategy: string;
  /** The version that found it; null where its plan cannot be read. */
  readonly version: number | null;
  readonly openedAt: Date | null;
  readonly hours: number | null;
}

interface FoundRow extends Omit<FoundPosition, 'strategy' | 'version' | 'hours' | 'openedAt'> {
  readonly openedAt: string | null;
  readonly source: string;
  readonly plan: unknown;
}

/** Positions that strategies found, the oldest first. */
export const foundNow: Reading<readonly FoundPosition[]> = reading(
  Prisma.sql`
    SELECT p.id::text AS id, p.status::text AS status, i.contract, p.opened_at AS "openedAt",
           p.signal_source AS source, g.metadata->'plan' AS plan
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
      JOIN ops_trading_proposals t ON t.id = p.entry_proposal_id LEFT JOIN ops_signals g ON g.id = t.signal_id
    WHERE p.status IN ${LIVE} AND starts_with(p.signal_source, ${STRATEGY_SOURCE}::text)
      ORDER BY p.opened_at NULLS LAST, p.id`,
  (rows: readonly FoundRow[]) =>
    rows.map(({ source: found, plan, openedAt, ...row }) => {
      const read = foundPlan.safeParse(plan).data;
      const strategy = found.slice(STRATEGY_SOURCE.length);
      const since = openedAt === null ? null : new Date(openedAt);
      return { ...row, openedAt: since, strategy, version: read?.version ?? null, hours: read?.hours ?? null };
    }),
);

/** Notes up to which bar a strategy has been judged, and why its definition cannot be read. */
export async function noteJudged(
  db: Db,
  { id, until, fault }: { readonly id: string; readonly until: Date | null; readonly fault: string | null },
): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_strategies SET judged_until = greatest(judged_until, ${until}::timestamptz), fault = ${fault},
      updated_at = now() WHERE id = ${id}::uuid`;
}

/** Of these keys of signals those that are taken. */
export async function listTakenKeys(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT dedupe_key AS key FROM ops_signals WHERE dedupe_key = ANY(${[...keys]}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/** On which bars the strategies that are looked after decide; null of one whose definition has none. */
export async function listIntervals(db: Db, now: Date): Promise<readonly (string | null)[]> {
  const rows = await db.$queryRaw<{ bars: string | null }[]>`
    SELECT s.definition->'strategy'->>'bars' AS bars FROM ops_strategies s WHERE ${played(now)}`;
  return rows.map(({ bars }) => bars);
}
