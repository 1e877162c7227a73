import type { Db } from '../../kernel/db/index.ts';

/** What a process says of itself. */
export interface ProcessNote {
  readonly id: string;
  readonly names: readonly string[];
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** Resident, in megabytes. */
  readonly memoryMb: number;
}

export interface LiveProcess extends ProcessNote {
  readonly startedAt: Date;
  /** Machine milliseconds since it was heard of, by the database's clock. */
  readonly silentMs: number;
}

/** Notes that a process lives, and what it takes. */
export async function saveProcess(db: Db, { id, names, host, pid, version, memoryMb }: ProcessNote): Promise<void> {
  await db.$executeRaw`
    INSERT INTO ops_processes (id, names, host, pid, version, memory_mb, started_at, seen_at)
    VALUES (${id}::uuid, ${[...names]}::text[], ${host}, ${pid}::int, ${version}, ${memoryMb}::float8,
      clock_timestamp(), clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET memory_mb = excluded.memory_mb, seen_at = excluded.seen_at`;
}

/** Forgets a process that ends, and those that nobody has heard of for a day. */
export async function forgetProcess(db: Db, id: string): Promise<void> {
  await db.$executeRaw`
    DELETE FROM ops_processes WHERE id = ${id}::uuid OR seen_at < clock_timestamp() - interval '1 day'`;
}

/** The processes that were heard of within a day and did not say that they end, those that began first in front. */
export async function listProcesses(db: Db): Promise<readonly LiveProcess[]> {
  return db.$queryRaw<LiveProcess[]>`
    SELECT id, names, host, pid, version, memory_mb AS "memoryMb", started_at AS "startedAt",
           greatest(0, extract(epoch FROM clock_timestamp() - seen_at) * 1000)::float8 AS "silentMs"
    FROM ops_processes WHERE seen_at > clock_timestamp() - interval '1 day' ORDER BY started_at, id`;
}
