import { useSearchParams } from 'wouter';
import { dayOf } from '../../figures/time.ts';
import { hourOf } from '../../figures/trades/group.ts';
import { Part } from '../../parts/part.tsx';
import type { InputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { Calendar } from './calendar.tsx';
import { Distribution } from './distribution.tsx';
import { Excursions } from './excursions.tsx';
import { Filters } from './filters.tsx';
import { Groups } from './groups.tsx';
import { Rows } from './rows.tsx';
import { Totals } from './totals.tsx';
import { type Filter, filters } from './trade.ts';

type Query = NonNullable<InputOf<'GET /api/trades'>['query']>;

const MOST = 200;

/** The closed trades, as the address of the page filters them, and what they came to by day and group. */
export function TradesPage({ desk }: { readonly desk: Desk | null }) {
  const [params, setParams] = useSearchParams();
  const chosen = Object.fromEntries(filters.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])));
  const query = { ...chosen, limit: MOST } as Query;
  const of = useRead('GET /api/trades', { query });
  const [day, hour] = [params.get('day'), params.get('hour')];
  const choose = (name: Filter | 'day' | 'hour', value: string) =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  if (!desk) return <p className="faint">{en.loading}</p>;
  const { zone } = desk;
  const trades = of.data?.items ?? [];
  const shown = trades.filter(
    (trade) => (!day || dayOf(trade.closedAt, zone) === day) && (!hour || hourOf(trade, zone) === hour),
  );
  return (
    <div className="desk">
      <h1>{en.trades.title}</h1>
      {of.data && <Totals trades={shown} />}
      <div className="two">
        <Part title={en.trades.calendar} of={of}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="empty">{en.trades.none}</p>
            ) : (
              <Calendar trades={items} zone={zone} day={day} choose={(chosenDay) => choose('day', chosenDay)} />
            )
          }
        </Part>
        <Part title={en.trades.byGroup} of={of}>
          {() => <Groups trades={shown} zone={zone} />}
        </Part>
      </div>
      <div className="two">
        <Part title={en.trades.spread} of={of}>
          {() => <Distribution trades={shown} />}
        </Part>
        <Part title={en.trades.excursions} of={of}>
          {() => <Excursions trades={shown} />}
        </Part>
      </div>
      <Part title={en.trades.closed} of={of} beside={<Filters chosen={chosen} choose={choose} query={query} />}>
        {({ nextCursor }) => (
          <>
            {(day ?? hour ?? chosen.source) && (
              <p className="fault">
                {en.trades.only([day, hour && en.trades.hour(hour), chosen.source].filter(Boolean).join(', '))}{' '}
                <button type="button" onClick={() => setParams(new URLSearchParams())}>
                  {en.trades.all}
                </button>
              </p>
            )}
            <Rows trades={shown} zone={zone} isCut={nextCursor !== null} />
          </>
        )}
      </Part>
    </div>
  );
}
