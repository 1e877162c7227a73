import { type Db, Prisma } from '../db/index.ts';
import { parseSpeed, type World } from './world.ts';

export interface WorldRow {
  readonly market: World['market'];
  readonly range: string;
  readonly seed: string;
  readonly speed: string;
  readonly anchor_company: Date;
  readonly anchor_machine: Date;
  readonly horizon_company: Date | null;
  readonly watched_until: Date | null;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly checkpoint_company: Date;
  readonly elapsed_ms: number;
}

export interface WorldReading {
  readonly world: World;
  /** Machine milliseconds since the anchor, by the database's clock. */
  readonly elapsedMs: number;
  /** When the anchor was set, by the database's clock. */
  readonly anchoredAt: Date;
  readonly checkpoint: Date;
}

const columns = Prisma.sql`
  market, range, seed, speed, anchor_company, anchor_machine, horizon_company, watched_until, starts_at,
  ends_at, checkpoint_company, (extract(epoch FROM clock_timestamp() - anchor_machine) * 1000)::float8 AS elapsed_ms`;

/** The world row and how long ago it was anchored, or null before the first start. */
export async function readWorld(db: Db): Promise<WorldReading | null> {
  const [row] = await db.$queryRaw<WorldRow[]>`SELECT ${columns} FROM ops_world WHERE id = 1`;
  return row ? toReading(row) : null;
}

/** What a row of the world says. */
export function toReading(row: WorldRow): WorldReading {
  const world: World = {
    market: row.market,
    range: row.range,
    seed: row.seed,
    speed: parseSpeed(row.speed),
    anchorCompany: row.anchor_company,
    horizon: row.horizon_company,
    watchedUntil: row.watched_until,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  };
  return { world, elapsedMs: row.elapsed_ms, anchoredAt: row.anchor_machine, checkpoint: row.checkpoint_company };
}

export interface NewWorld {
  readonly market: World['market'];
  readonly range: string;
  readonly seed: string;
  readonly speed: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/** Writes the world row of a first start; company time stands at its start. A row that is there stays. */
export async function createWorld(db: Db, world: NewWorld): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_world (id, market, range, seed, speed, anchor_company, anchor_machine, horizon_company,
                           checkpoint_company, starts_at, ends_at)
    VALUES (1, ${world.market}::"MarketName", ${world.range}, ${world.seed}, ${world.speed}, ${world.startsAt},
            clock_timestamp(), ${world.startsAt}, ${world.startsAt}, ${world.startsAt}, ${world.endsAt})
    ON CONFLICT (id) DO NOTHING`;
}

/** Where company time stands now, and how far it may flow. */
export interface Anchor {
  readonly company: Date;
  /** Null: time flows freely. */
  readonly horizon: Date | null;
}

/**
 * Anchors company time for who holds the calendar under this number, and reads it; null, and nothing is changed, when
 * another has taken it. Never moves time backwards. The lock waits for whoever takes the calendar at this moment.
 */
export async function anchorWorld(db: Db, { company, horizon }: Anchor, fence: number): Promise<WorldReading | null> {
  const at = Prisma.sql`SELECT ${company}::timestamptz AS company, ${horizon}::timestamptz AS horizon`;
  const [row] = await db.$queryRaw<WorldRow[]>`${anchoring(at, fence)}`;
  return row ? toReading(row) : null;
}

/** What `anchorWorld` does, at the anchor that `at` has a row of, as a statement or a part of one. */
export const anchoring = (at: Prisma.Sql, fence: number) => Prisma.sql`
  WITH mine AS (SELECT 1 FROM ops_company WHERE id = 1 AND calendar_fence = ${fence} FOR SHARE)
  UPDATE ops_world SET anchor_company = greatest(a.company, checkpoint_company), anchor_machine = clock_timestamp(),
         horizon_company = a.horizon, checkpoint_company = greatest(a.company, checkpoint_company), updated_at = now()
  FROM (${at}) a WHERE id = 1 AND EXISTS (SELECT 1 FROM mine) RETURNING ${columns}`;

/**
 * A start goes on where the last one stopped, at the speed given now; where prices are live, at `at` when that is
 * later.
 */
export async function resumeWorld(db: Db, speed: string, at: Date | null = null): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_world SET speed = ${speed}, anchor_company = t.at, anchor_machine = clock_timestamp(),
           horizon_company = t.at, checkpoint_company = t.at, updated_at = now()
    FROM (SELECT greatest(checkpoint_company, ${at}::timestamptz) AS at FROM ops_world WHERE id = 1) t WHERE id = 1`;
}

/** Says that every bar closed up to `until` has been watched, as part of a statement. */
export const watchedTo = (until: Date) => Prisma.sql`
  UPDATE ops_world SET watched_until = greatest(coalesce(watched_until, ${until}), ${until}) WHERE id = 1`;

/** Says that every bar closed up to `until` has been watched. */
export async function markWatched(db: Db, until: Date): Promise<void> {
  await db.$executeRaw`${watchedTo(until)}`;
}
