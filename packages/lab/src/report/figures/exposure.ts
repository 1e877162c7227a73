import { type MeasuredTrade, mean } from '../../measure/index.ts';
import type { Play, ReportFacts } from '../play.ts';
import type { Exposure } from '../report.ts';

/** How much of the capital was at work, the mean of the seeds. */
export function exposureOf({ plays, from, to, capitalUsd }: ReportFacts): Exposure {
  const span = { from, to, capitalUsd };
  const each = plays.map((play) => exposureOfPlay(play, span));
  const across = (figure: keyof Exposure): number => (each.length === 0 ? 0 : mean(each.map((one) => one[figure])));
  return {
    timeInMarket: across('timeInMarket'),
    mean: across('mean'),
    most: across('most'),
    turnover: across('turnover'),
    fees: across('fees'),
  };
}

type Span = Pick<ReportFacts, 'from' | 'to' | 'capitalUsd'>;

function exposureOfPlay({ trades }: Play, { from, to, capitalUsd }: Span): Exposure {
  const total = (amount: (trade: MeasuredTrade) => number) => trades.reduce((sum, trade) => sum + amount(trade), 0);
  const { open, most } = heldOver(trades);
  return {
    timeInMarket: open / (to - from),
    mean: total(({ costUsd, openedAt, closedAt }) => costUsd * (closedAt - openedAt)) / ((to - from) * capitalUsd),
    most: most / capitalUsd,
    turnover: total(({ costUsd }) => costUsd) / capitalUsd,
    fees: total(({ feesUsd }) => feesUsd) / capitalUsd,
  };
}

/** For how long anything was held, and the most that was held at once, USD of cost. */
function heldOver(trades: readonly MeasuredTrade[]): { readonly open: number; readonly most: number } {
  const changes = trades
    .flatMap(({ openedAt, closedAt, costUsd }) => [
      { at: openedAt, usd: costUsd, count: 1 },
      { at: closedAt, usd: -costUsd, count: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.count - b.count);
  let [held, count, since, open, most] = [0, 0, 0, 0, 0];
  for (const { at, usd, count: change } of changes) {
    if (count > 0) open += at - since;
    held += usd;
    count += change;
    since = at;
    most = Math.max(most, held);
  }
  return { open, most };
}
