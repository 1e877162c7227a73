import { type Db, Prisma } from '../../kernel/db/index.ts';

/** Notes what the database's clock shows; by how many seconds that is less than what it showed before, or null. */
export async function noteClock(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ seconds: number }[]>`
    WITH before AS (SELECT clock_seen_at FROM ops_company WHERE id = 1 FOR UPDATE)
    UPDATE ops_company c SET clock_seen_at = clock_timestamp() FROM before WHERE c.id = 1
    RETURNING extract(epoch FROM before.clock_seen_at - c.clock_seen_at)::float8 AS seconds`;
  return row && row.seconds > WORTH_MENDING_S ? row.seconds : null;
}

/** So much later a retry does not matter. */
const WORTH_MENDING_S = 0.5;

interface Waiting {
  readonly table: string;
  /** Rows that still wait for something. */
  readonly which: string;
  /** Instants of machine time that something is measured from or waits for. */
  readonly instants: readonly string[];
  /** Set where a row has a job: one that is delayed stays so by the clock as it was, and so the row gets another. */
  readonly more?: string;
}

const AGAIN = `nudge = nudge + 1, nudged_at = 'epoch'`;

const waiting: readonly Waiting[] = [
  { table: 'ops_mission_steps', which: `status = 'queued'`, instants: ['not_before', 'ready_at'], more: AGAIN },
  { table: 'ops_roundtable_turns', which: `state = 'queued'`, instants: ['not_before', 'ready_at'], more: AGAIN },
  { table: 'ops_event_deliveries', which: `state = 'queued'`, instants: ['not_before', 'created_at'], more: AGAIN },
  { table: 'ops_initiative_queue', which: `state = 'queued'`, instants: ['not_before', 'created_at'], more: AGAIN },
  { table: 'ops_mission_steps', which: `status = 'running'`, instants: ['lease_until'] },
  { table: 'ops_roundtable_turns', which: `state = 'running'`, instants: ['lease_until'] },
  { table: 'ops_event_deliveries', which: `state = 'running'`, instants: ['lease_until'] },
  { table: 'ops_initiative_queue', which: `state = 'running'`, instants: ['lease_until'] },
  { table: 'ops_agent_reactions', which: `status = 'queued'`, instants: ['not_before', 'created_at'] },
  { table: 'ops_orders', which: 'final_at IS NULL', instants: ['next_check_at', 'updated_at'] },
  { table: 'ops_circuit_breakers', which: `state <> 'closed'`, instants: ['opened_until', 'probe_until'] },
  { table: 'ops_beats', which: 'id = 1', instants: ['lease_until', 'ended_at'] },
  { table: 'ops_trading_proposals', which: `status = 'pending'`, instants: ['machine_expires_at'] },
  { table: 'ops_notifications', which: `state = 'pending'`, instants: ['next_attempt_at'] },
  { table: 'idempotency_keys', which: 'status IS NULL', instants: ['created_at'] },
  { table: 'ops_llm_calls', which: `outcome = 'reserved'`, instants: ['reserve_until'] },
];

/** Moves every instant that a clock which was set back by so many seconds left in the future; how many rows had one. */
export async function moveInstants(db: Db, seconds: number): Promise<number> {
  let moved = 0;
  for (const { table, which, instants, more } of waiting) {
    const back = `make_interval(secs => ${Number(seconds)}::float8)`;
    const sets = instants.map(
      (it) => `${it} = CASE WHEN ${it} > clock_timestamp() THEN ${it} - ${back} ELSE ${it} END`,
    );
    const late = instants.concat(more ? ['nudged_at'] : []).map((it) => `${it} > clock_timestamp()`);
    const set = sets.concat(more ?? []).join(', ');
    moved += await db.$executeRaw(Prisma.raw(`UPDATE ${table} SET ${set} WHERE ${which} AND (${late.join(' OR ')})`));
  }
  return moved;
}
