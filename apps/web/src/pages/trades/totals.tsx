import { sayR, sayUsd } from '../../figures/money.ts';
import { tallyOf } from '../../figures/tally.ts';
import { Figure, Result } from '../../parts/figure.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

/** What the trades that are shown came to together. */
export function Totals({ trades }: { readonly trades: readonly Trade[] }) {
  const { trades: count, wins, resultUsd, feesUsd, meanR } = tallyOf(trades);
  return (
    <dl className="figures four">
      <Figure name={en.trades.count}>{count}</Figure>
      <Figure name={en.trades.won}>{count === 0 ? '–' : en.desk.uses(wins, count)}</Figure>
      <Figure name={en.trades.result} below={`${en.trade.fees} ${sayUsd(feesUsd)}`}>
        <Result usd={resultUsd} />
      </Figure>
      <Figure name={en.trades.meanR}>{meanR === null ? '–' : sayR(meanR)}</Figure>
    </dl>
  );
}
