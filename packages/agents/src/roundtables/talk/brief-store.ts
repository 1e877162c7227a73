import type { AgentId } from '@atc/core/company/roster';
import { recordOf, sayRecord } from '@atc/core/desk/forecasts';
import { HELD } from '@atc/core/desk/states';
import { Prisma, type Reading, reading, rowsOf } from '@atc/core/kernel/db';
import { plainText } from '@atc/core/kernel/text';
import { z } from 'zod';
import { type Claimed, claim, madePoint, type TalkBriefing } from '../../minds/index.ts';
import type { HeardStance } from '../../relationships/index.ts';

// What a position comes to so far, after the fees paid for it.
const resultOf = Prisma.sql`p.realized_pnl + p.unrealized_pnl - p.fees_usd`;
const HOUR_S = 3600;

/** Who spoke in a conversation, in order, and whose claim each conceded or disputed. */
export function stancesOf(roundtableId: string): Reading<readonly HeardStance[]> {
  return rowsOf(Prisma.sql`
    SELECT agent_id::text AS "agentId", content #>> '{answer,agentId}' AS "to",
           CASE content #>> '{answer,kind}' WHEN 'concedes' THEN 'agrees' WHEN 'disputes' THEN 'doubts' END AS stance
    FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND agent_id IS NOT NULL ORDER BY turn_no`);
}

/** A turn that was said, with what it claimed and answered. */
export type Spoken = TalkBriefing['heard'][number] & Claimed;

const kept = madePoint.extend({ trust: z.literal('untrusted').optional().catch(undefined) });

type SpokenRow = Pick<Spoken, 'agentId' | 'text'> & { readonly content: unknown };

/** What was said in a conversation so far, in order. */
export function spokenIn(roundtableId: string): Reading<readonly Spoken[]> {
  const spoken = Prisma.sql`
    SELECT agent_id::text AS "agentId", text, content FROM ops_roundtable_turns
    WHERE roundtable_id = ${roundtableId}::uuid AND state = 'done' AND agent_id IS NOT NULL AND text <> ''
      ORDER BY turn_no`;
  return reading(spoken, (rows: readonly SpokenRow[]) =>
    rows.map(({ agentId, text, content }) => ({ agentId, text, ...kept.safeParse(content).data })),
  );
}

export interface EarlierWanted {
  readonly roundtableId: string;
  readonly since: Date;
  readonly limit: number;
}

type EarlierRow = { readonly claim: unknown; readonly convenedAt: string };

/** What was claimed in the other conversations since then, the latest first. */
export function claimsSince({ roundtableId, since, limit }: EarlierWanted) {
  const claims = Prisma.sql`
    SELECT t.content -> 'claim' AS claim, q.convened_at::text AS "convenedAt"
    FROM ops_roundtable_queue q JOIN ops_roundtable_turns t ON t.roundtable_id = q.id
    WHERE q.convened_at >= ${since} AND q.id <> ${roundtableId}::uuid AND t.state = 'done' AND t.content ? 'claim'
      ORDER BY q.convened_at DESC, q.id DESC, t.turn_no DESC LIMIT ${limit}`;
  return reading(claims, (rows: readonly EarlierRow[]) =>
    rows.flatMap(({ claim: made, convenedAt }) => {
      const { data } = claim.safeParse(made);
      return data ? [{ claim: data, convenedAt: new Date(convenedAt) }] : [];
    }),
  );
}

export interface OpeningsWanted {
  readonly agentId: AgentId;
  readonly roundtableId: string;
  readonly since: Date;
}

/** An agent's first words in each other conversation since then, but for those that may hold words from outside. */
export function firstWordsOf(wanted: OpeningsWanted): Reading<readonly string[]> {
  const openings = Prisma.sql`
    SELECT first.text FROM ops_roundtable_queue q CROSS JOIN LATERAL (
      SELECT t.text FROM ops_roundtable_turns t
      WHERE t.roundtable_id = q.id AND t.kind = 'speak' AND t.state = 'done' AND t.text IS NOT NULL
        AND t.agent_id = ${wanted.agentId}::"AgentId" AND t.content ->> 'trust' IS DISTINCT FROM 'untrusted'
          ORDER BY t.turn_no LIMIT 1) first
    WHERE q.convened_at >= ${wanted.since} AND q.id <> ${wanted.roundtableId}::uuid ORDER BY q.id`;
  return reading(openings, (rows: readonly { text: string }[]) => rows.map(({ text }) => text));
}

const NO_DESK: TalkBriefing['desk'] = { proposals: 0, refused: 0, failedSteps: 0, trades: 0, signals: 0 };

/** What the desk did since then, in counts. */
export function deskSince(since: Date): Reading<TalkBriefing['desk']> {
  const counts = Prisma.sql`
    SELECT (SELECT count(*)::int FROM ops_trading_proposals WHERE proposed_at >= ${since}) AS proposals,
           (SELECT count(*)::int FROM ops_trading_proposals WHERE proposed_at >= ${since}
             AND status = 'rejected') AS refused,
           (SELECT count(*)::int FROM ops_mission_steps WHERE finished_at >= ${since} AND status = 'failed'
             AND reason IS DISTINCT FROM 'skipped') AS "failedSteps",
           (SELECT count(*)::int FROM ops_positions WHERE opened_at >= ${since}) AS trades,
           (SELECT count(*)::int FROM ops_signals WHERE observed_at >= ${since}) AS signals`;
  return reading(counts, ([row]: readonly TalkBriefing['desk'][]) => row ?? NO_DESK);
}

export type HeldAt = TalkBriefing['held'][number] & { readonly pricedAt: Date };

/** What is held, with what it comes to after fees and when the price was that it is valued at, the worst first. */
export function heldAt(now: Date): Reading<readonly HeldAt[]> {
  const held = Prisma.sql`
    SELECT i.symbol, coalesce(p.marked_at, p.opened_at, p.created_at)::text AS "pricedAt",
           (${resultOf})::float8 AS "pnlUsd",
           ((${resultOf}) / nullif(p.entry_cost_usd, 0))::float8 AS "pnlPct",
             1 - (p.stop_loss / nullif(p.current_price, 0))::float8 AS "toStopPct",
           (extract(epoch FROM ${now}::timestamptz - p.opened_at) / ${HOUR_S})::float8 AS "holdHours"
    FROM ops_positions p JOIN ops_instruments i ON i.id = p.instrument_id WHERE p.status IN ${HELD}
      ORDER BY ${resultOf}, p.id`;
  return reading(held, (rows: readonly (Omit<HeldAt, 'pricedAt'> & { pricedAt: string })[]) =>
    rows.map((row) => ({ ...row, pricedAt: new Date(row.pricedAt) })),
  );
}

/** The trade that closed last, or null. */
export const lastTradeNow = reading(
  Prisma.sql`
    SELECT i.symbol, o.pnl::float8 AS "pnlUsd", o.pnl_pct AS "pnlPct", o.exit_reason::text AS "exitReason",
           o.hold_time / ${HOUR_S}::float8 AS "holdHours"
    FROM ops_trade_outcomes o JOIN ops_instruments i ON i.id = o.instrument_id ORDER BY o.closed_at DESC, o.id DESC
      LIMIT 1`,
  ([row]: readonly NonNullable<TalkBriefing['lastTrade']>[]) => row ?? null,
);

type SureSignal = Parameters<typeof recordOf>[0] & { symbol: string; confidence: number };

/**
 * Signals analysed since then, the surest first. Only what our own code wrote: the listed symbol, never a sender's
 * text.
 */
export function sureSignals(since: Date, limit: number): Reading<TalkBriefing['signals']> {
  const surest = Prisma.sql`
    SELECT i.symbol, s.confidence, s.source, s.trust::text AS trust FROM ops_signals s
           JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.observed_at >= ${since} AND s.confidence IS NOT NULL ORDER BY s.confidence DESC, s.id LIMIT ${limit}`;
  return reading(surest, (rows: readonly SureSignal[]) =>
    rows.map(({ symbol, confidence, ...signal }) => ({
      symbol,
      confidence,
      source: sayRecord(recordOf(signal).name),
    })),
  );
}

const POST_MAX = 280;

type Posted = NonNullable<TalkBriefing['outside']>[number];

/** What strangers posted of listed tokens since then, the latest first, in their words. */
export function postedSince(since: Date, limit: number): Reading<readonly Posted[]> {
  const posts = Prisma.sql`
    SELECT s.source, s.signal_type::text AS "signalType", s.metadata, i.symbol FROM ops_signals s
           JOIN ops_instruments i ON i.id = s.instrument_id
    WHERE s.observed_at >= ${since} AND s.trust = 'untrusted' AND s.adopted_at IS NOT NULL ORDER BY s.observed_at DESC,
      s.id DESC LIMIT ${limit}`;
  return reading(posts, (rows: readonly (Omit<Posted, 'text' | 'trust'> & { metadata: unknown })[]) =>
    rows.map(({ metadata, ...posted }) => ({
      ...posted,
      text: plainText(JSON.stringify(metadata), POST_MAX),
      trust: 'untrusted' as const,
    })),
  );
}
