import type { Db } from '../../kernel/db/index.ts';
import type { EndedTrade } from './ended-trade.ts';
import type { RecordedSource } from './source-record.ts';

/** The source of the signal that an entry acted on, and whether it is the company's own; null without one. */
export async function findSourceOfEntry(
  db: Db,
  proposalId: string,
): Promise<{ readonly source: string; readonly trust: string } | null> {
  const [row] = await db.$queryRaw<{ source: string; trust: string }[]>`
    SELECT s.source, s.trust::text AS trust
    FROM ops_trading_proposals p JOIN ops_signals s ON s.id = p.signal_id WHERE p.id = ${proposalId}::uuid`;
  return row ?? null;
}

export interface VotedTrade {
  readonly trade: Pick<EndedTrade, 'id' | 'entryProposalId'>;
  readonly won: boolean;
}

/** Scores the votes on a trade's entry and on adding to it; who abstained foresaw nothing. */
export async function scoreVotes(db: Db, { trade, won }: VotedTrade): Promise<void> {
  await db.$executeRaw`
    UPDATE ops_votes v
    SET brier = power(
      CASE WHEN v.vote = 'approve' THEN v.probability ELSE 1 - v.probability END - ${won ? 1 : 0}::float8, 2)
    WHERE v.vote <> 'abstain' AND v.proposal_id = ANY(ARRAY(
      SELECT ${trade.entryProposalId}::uuid UNION ALL
      SELECT p.id FROM ops_trading_proposals p
      WHERE p.position_id = ${trade.id}::uuid AND p.status = 'accepted' AND p.mission_type = 'scale'
        AND p.proposed_steps @> '[{"kind": "scale_position", "payload": {"direction": "up"}}]'))`;
}

export interface CountedTrade {
  readonly source: RecordedSource;
  readonly trade: Pick<EndedTrade, 'outcome' | 'pnl' | 'pnlPct'>;
  /** Of its confidence; null where there was none, or nothing to score it against. */
  readonly score: number | null;
}

/** Counts a trade in the record of its signal's source. */
export async function countInRecord(db: Db, { source, trade, score }: CountedTrade): Promise<void> {
  const { outcome, pnl, pnlPct } = trade;
  await db.$executeRaw`
    INSERT INTO ops_signal_sources AS s
      (name, kind, trust, trades, wins, losses, pnl_usd, pnl_pct_sum, brier_sum, brier_count)
    VALUES (${source.name}, ${source.kind}, ${source.kind === 'posted' ? 'untrusted' : 'trusted'}::"TrustLabel", 1,
            ${outcome === 'win' ? 1 : 0}, ${outcome === 'loss' ? 1 : 0}, ${pnl.toFixed()}::numeric, ${pnlPct},
            ${score ?? 0}, ${score === null ? 0 : 1})
    ON CONFLICT (name) DO UPDATE SET
      trades = s.trades + 1, wins = s.wins + excluded.wins, losses = s.losses + excluded.losses,
      pnl_usd = s.pnl_usd + excluded.pnl_usd, pnl_pct_sum = s.pnl_pct_sum + excluded.pnl_pct_sum,
      brier_sum = s.brier_sum + excluded.brier_sum, brier_count = s.brier_count + excluded.brier_count,
      updated_at = now()`;
}
