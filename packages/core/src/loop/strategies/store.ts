import { type Db, Prisma, type StrategyState } from '../../kernel/db/index.ts';
import { type Expectation, expectation } from '../track-records/index.ts';
import { type StrategyKey, sourceOf } from './strategy.ts';

/** A strategy as it is stored. */
export interface StoredStrategy extends StrategyKey {
  readonly id: string;
  readonly family: string;
  readonly state: StrategyState;
  readonly share: number;
  readonly runId: string | null;
  readonly expected: Expectation | null;
  readonly reason: string;
  readonly stateSince: Date;
}

interface Row extends Omit<StoredStrategy, 'state' | 'expected'> {
  readonly state: StrategyState;
  readonly expected: unknown;
}

const strategies = Prisma.sql`
  SELECT id::text AS id, name, version, family, state::text AS state, share, run_id AS "runId", expected, reason,
         state_since AS "stateSince"
  FROM ops_strategies s`;

const toStrategy = ({ expected, ...row }: Row): StoredStrategy => ({
  ...row,
  expected: expected === null ? null : expectation.parse(expected),
});

/** Every strategy, by name, the newest version first. */
export async function listStrategies(db: Db): Promise<readonly StoredStrategy[]> {
  const rows = await db.$queryRaw<Row[]>`${strategies} ORDER BY s.name, s.version DESC`;
  return rows.map(toStrategy);
}

/** The strategies that may buy. */
export async function listPromoted(db: Db): Promise<readonly StoredStrategy[]> {
  const rows = await db.$queryRaw<Row[]>`
    ${strategies} WHERE s.state IN ('probation', 'active') ORDER BY s.name`;
  return rows.map(toStrategy);
}

/** A strategy in one version, held until the transaction ends; null when there is none. */
export async function holdStrategy(db: Db, { name, version }: StrategyKey): Promise<StoredStrategy | null> {
  const [row] = await db.$queryRaw<Row[]>`
    ${strategies} WHERE s.name = ${name} AND s.version = ${version} FOR UPDATE`;
  return row ? toStrategy(row) : null;
}

/** The version of a strategy that may buy, held until the transaction ends; null when there is none. */
export async function holdPromoted(db: Db, name: string): Promise<StoredStrategy | null> {
  const [row] = await db.$queryRaw<Row[]>`
    ${strategies} WHERE s.name = ${name} AND s.state IN ('probation', 'active') FOR UPDATE`;
  return row ? toStrategy(row) : null;
}

/** The newest version of a strategy that is held back, held until the transaction ends; null when there is none. */
export async function holdPaused(db: Db, name: string): Promise<StoredStrategy | null> {
  const [row] = await db.$queryRaw<Row[]>`
    ${strategies} WHERE s.name = ${name} AND s.state = 'paused' ORDER BY s.version DESC LIMIT 1 FOR UPDATE`;
  return row ? toStrategy(row) : null;
}

/** What a strategy becomes. */
export interface Turn {
  readonly id: string;
  readonly state: StrategyState;
  readonly share: number;
  readonly reason: string;
  readonly at: Date;
}

/** Writes what a strategy becomes; its record counts from here on. */
export async function turnStrategy(db: Db, { id, state, share, reason, at }: Turn): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_strategies SET state = ${state}::"StrategyState", share = ${share}, reason = ${reason},
      state_since = ${at}, updated_at = now() WHERE id = ${id}::uuid`;
}

/** Notes why a strategy is what it is; its state and its record stay. */
export async function noteReason(db: Db, id: string, reason: string): Promise<void> {
  await db.$executeRaw`UPDATE ops_strategies SET reason = ${reason}, updated_at = now() WHERE id = ${id}::uuid`;
}

/** What a promotion rests on. */
export interface Grounds {
  readonly id: string;
  readonly runId: string;
  readonly expected: Expectation;
  /** What the strategy is; null where the lab plays it by its name. */
  readonly definition: unknown;
  readonly reason: string;
  readonly at: Date;
}

/** Puts a strategy on probation, at its whole size, on these grounds. */
export async function startProbation(db: Db, grounds: Grounds): Promise<void> {
  const { id, runId, expected, definition, reason, at } = grounds;
  await db.$executeRaw`
    UPDATE ops_strategies SET state = 'probation', share = 1, run_id = ${runId},
      expected = ${JSON.stringify(expected)}::jsonb, definition = ${JSON.stringify(definition)}::jsonb,
      reason = ${reason}, state_since = ${at}, promoted_at = ${at}, judged_until = NULL, fault = NULL,
      updated_at = now() WHERE id = ${id}::uuid`;
}

/** What closed trades of a strategy brought since then, in order, and what their fills cost against the price seen. */
export async function readLive(
  db: Db,
  { name, since }: { readonly name: string; readonly since: Date },
): Promise<{ readonly results: readonly number[]; readonly slippage: number | null }> {
  const [row] = await db.$queryRaw<{ results: number[]; slippage: number | null }[]>`
    WITH t AS (
      SELECT o.trade_id, o.pnl_pct, o.closed_at FROM ops_trade_outcomes o
      WHERE o.signal_source = ${sourceOf(name)} AND o.closed_at > ${since} AND o.opened_at >= ${since})
    SELECT coalesce((SELECT array_agg(t.pnl_pct ORDER BY t.closed_at, t.trade_id) FROM t), '{}') AS results,
           (SELECT (sum(f.slippage_bps::numeric * f.usd) / nullif(sum(f.usd), 0) / 10000)::float8
            FROM ops_fills f JOIN t ON t.trade_id = f.position_id WHERE f.slippage_bps IS NOT NULL) AS slippage`;
  return row ?? { results: [], slippage: null };
}

/** Whether a company day's review is still to be done; never where there is no day for it yet. */
export const isUnreviewed = (day: string | null) => Prisma.sql`
  (${day}::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ops_strategy_reviews WHERE day = ${day}))`;

/** Whether a company day's review is to be done. */
export async function mayReview(db: Db, day: string): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ open: boolean }]>`SELECT ${isUnreviewed(day)} AS open`;
  return row.open;
}

/** Takes a company day's review; false when somebody had it. */
export async function takeReview(db: Db, day: string, at: Date): Promise<boolean> {
  const taken = await db.$executeRaw`
    INSERT INTO ops_strategy_reviews (day, reviewed_at) VALUES (${day}, ${at}) ON CONFLICT (day) DO NOTHING`;
  return taken === 1;
}
