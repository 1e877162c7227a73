import type { AgentId } from '@atc/core/company/roster';
import { type Db, newId, Prisma } from '@atc/core/kernel/db';
import type { Nudge } from '@atc/core/kernel/queues';
import type { TalkFormat } from '@atc/core/loop/kinds';
import type { DistilBriefing } from '../../minds/index.ts';
import { MAX_ATTEMPTS, TURN_LEASE_MS } from '../turn.ts';

const lease = Prisma.sql`clock_timestamp() + make_interval(secs => ${TURN_LEASE_MS / 1000}::float8)`;
/** Who goes over what was said. */
const DISTILLER: AgentId = 'growth';

/** Makes the distilling of a conversation that has just ended ready, in the transaction of its last turn. */
export async function insertDistilTurn(db: Db, roundtableId: string, lastTurnNo: number): Promise<Nudge> {
  const rowId = newId();
  await db.$executeRaw`
    INSERT INTO ops_roundtable_turns (id, roundtable_id, turn_no, agent_id, kind, ready_at, nudged_at)
    VALUES (${rowId}::uuid, ${roundtableId}::uuid, ${lastTurnNo + 1}, ${DISTILLER}::"AgentId", 'distill', clock_timestamp(), clock_timestamp())`;
  return { rowId, nudge: 0 };
}

/** The distilling of a conversation that this worker holds; `attempt` is the fencing token of every write. */
export interface DistilTurn {
  readonly id: string;
  readonly attempt: number;
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly format: TalkFormat;
  readonly topic: string;
  readonly participants: readonly AgentId[];
  readonly convenedAt: Date;
  readonly verdict: unknown;
  /** The proposal that was debated rests on a signal from outside. */
  readonly outside: boolean;
}

/** The compare-and-swap that takes a ready distilling; null when it is not to be had under this nudge. */
export async function takeDistilTurn(
  db: Db,
  { id, nudge }: { readonly id: string; readonly nudge: number },
): Promise<DistilTurn | null> {
  const [row] = await db.$queryRaw<DistilTurn[]>`
    WITH t AS (
      UPDATE ops_roundtable_turns SET state = 'running', attempt = attempt + 1, lease_until = ${lease}, updated_at = now()
      WHERE id = ${id}::uuid AND nudge = ${nudge} AND state = 'queued' AND kind = 'distill' AND not_before <= clock_timestamp()
      RETURNING id, attempt, agent_id, roundtable_id)
    SELECT t.id, t.attempt, t.agent_id::text AS "agentId", q.id AS "roundtableId", q.format::text AS format, q.topic,
           q.participants::text[] AS participants, q.convened_at AS "convenedAt", q.verdict, coalesce(s.trust = 'untrusted', false) AS outside
    FROM t JOIN ops_roundtable_queue q ON q.id = t.roundtable_id
    LEFT JOIN ops_trading_proposals p ON p.id = q.proposal_id LEFT JOIN ops_signals s ON s.id = p.signal_id`;
  return row ?? null;
}

export interface Distilled {
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly mind: string;
  /** Company time. */
  readonly at: Date;
}

/** Whether this worker still holds the distilling; keeps it so until the transaction ends. */
export async function holdDistilTurn(db: Db, { id, attempt }: Pick<DistilTurn, 'id' | 'attempt'>): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_roundtable_turns WHERE id = ${id}::uuid AND attempt = ${attempt} AND state = 'running' FOR UPDATE`;
  return rows.length === 1;
}

/** Stores what a distilling came to. Call after `holdDistilTurn`. */
export async function endDistilTurn(db: Db, id: string, { text, content, mind, at }: Distilled): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'done', text = ${text}, content = ${JSON.stringify(content)}::jsonb, mind = ${mind}, said_at = ${at},
           lease_until = NULL, updated_at = now() WHERE id = ${id}::uuid`;
}

/** Gives up what failed again and again: a conversation that cannot be distilled has ended all the same. */
export async function giveUpDistilTurns(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_roundtable_turns SET state = 'failed', lease_until = NULL, updated_at = now()
    WHERE kind = 'distill' AND state = 'running' AND lease_until < clock_timestamp() AND attempt >= ${MAX_ATTEMPTS}`;
}

/** What was said in a conversation, with how each stood to the speaker before. */
export async function listSaid(db: Db, roundtableId: string): Promise<DistilBriefing['said']> {
  return db.$queryRaw<DistilBriefing['said']>`
    SELECT agent_id::text AS "agentId", text, content ->> 'stance' AS stance, content ->> 'trust' AS trust FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND kind IN ('speak', 'vote') AND text IS NOT NULL ORDER BY turn_no`;
}

/** Trades closed since then, the latest first. */
export async function listTrades(db: Db, since: Date, limit: number): Promise<DistilBriefing['trades']> {
  return db.$queryRaw<DistilBriefing['trades']>`
    SELECT o.trade_id AS id, i.symbol, o.pnl_pct AS "pnlPct", o.hold_time / 3600.0::float8 AS "holdHours", o.exit_reason::text AS "exitReason"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id WHERE o.closed_at > ${since} ORDER BY o.closed_at DESC, o.id DESC LIMIT ${limit}`;
}

/** How the trades closed since then came out. */
export async function readRecordSince(db: Db, since: Date): Promise<DistilBriefing['record']> {
  const [row] = await db.$queryRaw<[DistilBriefing['record']]>`
    SELECT count(*)::int AS trades, count(*) FILTER (WHERE outcome_type = 'win')::int AS wins, coalesce(avg(pnl_pct), 0)::float8 AS "averagePct"
    FROM ops_trade_outcomes WHERE closed_at > ${since}`;
  return row;
}

/** What is held, the worst first. */
export async function listHeldResults(db: Db): Promise<DistilBriefing['held']> {
  return db.$queryRaw<DistilBriefing['held']>`
    SELECT i.symbol, (p.unrealized_pnl / nullif(p.cost_basis_usd, 0))::float8 AS "pnlPct" FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id
    WHERE p.status IN ('open', 'closing') AND p.cost_basis_usd > 0 ORDER BY 2, i.symbol`;
}

/** Whether text from outside could have been spoken of: a signal somebody posted in the day before, of a token that was named. */
export async function hadOutsideText(db: Db, symbols: readonly string[], since: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM ops_signals s JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.trust = 'untrusted' AND s.observed_at > ${since} AND i.symbol = ANY(${[...symbols]}::text[]) LIMIT 1`;
  return rows.length > 0;
}
