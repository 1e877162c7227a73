import { dailyReturns } from '../measure/index.ts';
import type { Play } from '../report/index.ts';
import type { Tried } from '../trials/index.ts';

/** What a play came to, as the ledger takes it. */
export function ledgerFiguresOf({
  seed,
  equity,
  trades,
}: Play): Pick<Tried, 'seed' | 'dailyReturns' | 'results' | 'slippage'> {
  const known = trades.flatMap(({ slippageUsd, costUsd }) => (slippageUsd === null ? [] : [{ slippageUsd, costUsd }]));
  const slippedUsd = known.reduce((sum, { slippageUsd }) => sum + slippageUsd, 0);
  // A trade has two fills.
  const filledUsd = 2 * known.reduce((sum, { costUsd }) => sum + costUsd, 0);
  return {
    seed,
    dailyReturns: dailyReturns(equity).returns,
    results: trades.map((trade) => trade.return),
    slippage: filledUsd > 0 ? slippedUsd / filledUsd : null,
  };
}
