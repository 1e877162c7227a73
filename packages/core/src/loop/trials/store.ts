import { type Db, newId, Prisma } from '../../kernel/db/index.ts';
import { type Trial, trial } from './trial.ts';

/** Writes a trial down; false where the run is known already. */
export async function insertTrial(db: Db, one: Trial): Promise<boolean> {
  const written = await db.$executeRaw`
    INSERT INTO ops_strategy_trials (id, run_id, family, strategy, version, "values", recording, split, starts_at,
      ends_at, seed, costs, code, looked_at, by, sharpe, days, trades, returns, results, slippage, evidence)
    VALUES (${newId()}::uuid, ${one.runId}, ${one.family}, ${one.strategy}, ${one.version},
      ${JSON.stringify(one.values)}::jsonb, ${one.recording}, ${one.split}, ${one.from}::timestamptz,
      ${one.to}::timestamptz, ${one.seed}, ${one.costs}, ${one.code}, ${one.lookedAt}::timestamptz, ${one.by},
      ${one.sharpe}, ${one.returns.length}, ${one.results.length}, ${[...one.returns]}::float8[],
      ${[...one.results]}::float8[], ${one.slippage}::float8, ${one.evidence && JSON.stringify(one.evidence)}::jsonb)
    ON CONFLICT (run_id) DO NOTHING`;
  return written === 1;
}

interface Row extends Omit<Trial, 'from' | 'to' | 'lookedAt' | 'values' | 'split' | 'evidence'> {
  readonly values: unknown;
  readonly split: string;
  readonly from: Date;
  readonly to: Date;
  readonly lookedAt: Date;
  readonly evidence: unknown;
}

const trials = Prisma.sql`
  SELECT run_id AS "runId", family, strategy, version, "values", recording, split, starts_at AS "from",
         ends_at AS "to", seed, costs, code, looked_at AS "lookedAt", by, sharpe, returns, results, slippage, evidence
  FROM ops_strategy_trials t`;

/** All trials in the order in which somebody looked at them. */
export async function listTrials(db: Db): Promise<readonly Trial[]> {
  const rows = await db.$queryRaw<Row[]>`${trials} ORDER BY t.looked_at, t.id`;
  return rows.map(toTrial);
}

/** The trials of a family or of a strategy, whatever their family, in the order in which somebody looked at them. */
export async function listKin(
  db: Db,
  { family, strategy }: Pick<Trial, 'family' | 'strategy'>,
): Promise<readonly Trial[]> {
  const rows = await db.$queryRaw<Row[]>`
    ${trials} WHERE t.family = ${family} OR t.strategy = ${strategy} ORDER BY t.looked_at, t.id`;
  return rows.map(toTrial);
}

/** Keeps others from counting trials to add some until the transaction ends. */
export async function holdTrials(db: Db): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('ops_strategy_trials', 0))`;
}

/** The trial of a run, or null. */
export async function findTrial(db: Db, runId: string): Promise<Trial | null> {
  const [row] = await db.$queryRaw<Row[]>`${trials} WHERE t.run_id = ${runId}`;
  return row ? toTrial(row) : null;
}

/** How many trials somebody looked at since then. */
export async function countTrials(db: Db, { by, since }: { readonly by: string; readonly since: Date }) {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM ops_strategy_trials WHERE by = ${by} AND looked_at >= ${since}`;
  return row?.n ?? 0;
}

function toTrial({ from, to, lookedAt, ...row }: Row): Trial {
  return trial.parse({
    ...row,
    from: from.toISOString(),
    to: to.toISOString(),
    lookedAt: lookedAt.toISOString(),
  });
}

/** Notes that a strategy was tested; what has become of it since stays. */
export async function noteTested(
  db: Db,
  { strategy, version, family }: { readonly strategy: string; readonly version: number; readonly family: string },
  at: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_strategies (id, name, version, family, state, reason, state_since)
    VALUES (${newId()}::uuid, ${strategy}, ${version}, ${family}, 'tested', 'it was tested', ${at})
    ON CONFLICT (name, version) DO UPDATE SET state = 'tested', reason = EXCLUDED.reason,
      state_since = EXCLUDED.state_since, updated_at = now() WHERE ops_strategies.state = 'draft'`;
}
