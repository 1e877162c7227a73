import type { Tx } from '../../kernel/db/index.ts';
import { brier } from './brier.ts';
import type { EndedTrade } from './ended-trade.ts';
import { recordOf } from './source-record.ts';
import { countInRecord, findSourceOfEntry, scoreVotes } from './store.ts';

/**
 * Scores what was thought of a trade against how it ended (Brier): its source's confidence, and each vote on its entry
 * and on adding to it. Counts the trade in the source's record. A breakeven says nothing of a forecast.
 */
export async function scoreForecasts(tx: Tx, trade: EndedTrade): Promise<void> {
  const source = await findSourceOfEntry(tx, trade.entryProposalId);
  const isTelling = trade.outcome !== 'breakeven';
  const won = trade.outcome === 'win';
  if (isTelling) await scoreVotes(tx, { trade, won });
  if (!source) return;
  const score = isTelling && trade.confidence !== null ? brier(trade.confidence, won) : null;
  await countInRecord(tx, { source: recordOf(source), trade, score });
}
