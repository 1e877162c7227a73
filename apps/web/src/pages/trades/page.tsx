import { useSearchParams } from 'wouter';
import { sayR, sayUsd } from '../../figures/money.ts';
import { tallyOf } from '../../figures/tally.ts';
import { Figure, Result } from '../../parts/figure.tsx';
import { Part } from '../../parts/part.tsx';
import type { InputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { Distribution } from './distribution.tsx';
import { Filters } from './filters.tsx';
import { Rows } from './rows.tsx';
import { type Filter, filters, type Trade } from './trade.ts';

type Query = NonNullable<InputOf<'GET /api/trades'>['query']>;

const MOST = 200;

/** The closed trades, as the address of the page filters them. */
export function TradesPage({ desk }: { readonly desk: Desk | null }) {
  const [params, setParams] = useSearchParams();
  const chosen = Object.fromEntries(filters.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
  const query = { ...chosen, limit: MOST } as Query;
  const of = useRead('GET /api/trades', { query });
  const choose = (name: Filter, value: string) =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  if (!desk) return <p className="faint">{en.loading}</p>;
  return (
    <div className="desk">
      <h1>{en.trades.title}</h1>
      {of.data && <Totals trades={of.data.items} />}
      <Part title={en.trades.closed} of={of} beside={<Filters chosen={chosen} choose={choose} query={query} />}>
        {({ items, nextCursor }) => <Rows trades={items} zone={desk.zone} isCut={nextCursor !== null} />}
      </Part>
    </div>
  );
}

function Totals({ trades }: { readonly trades: readonly Trade[] }) {
  const { trades: count, wins, resultUsd, feesUsd, meanR } = tallyOf(trades);
  return (
    <dl className="figures five">
      <Figure name={en.trades.count}>{count}</Figure>
      <Figure name={en.trades.won}>{count === 0 ? '–' : en.desk.uses(wins, count)}</Figure>
      <Figure name={en.trades.result} below={`${en.trade.fees} ${sayUsd(feesUsd)}`}>
        <Result usd={resultUsd} />
      </Figure>
      <Figure name={en.trades.meanR}>{meanR === null ? '–' : sayR(meanR)}</Figure>
      <Figure name={en.trades.distribution}>
        <Distribution trades={trades} />
      </Figure>
    </dl>
  );
}
