import { addressOf, type InputOf } from '../../server/call.ts';
import { saveAs } from '../../server/save-as.ts';
import { en } from '../../words/en.ts';
import type { Filter } from './trade.ts';

interface FiltersProps {
  readonly chosen: Readonly<Partial<Record<Filter, string | null>>>;
  readonly choose: (name: Filter, value: string) => void;
  readonly query: NonNullable<InputOf<'GET /api/trades'>['query']>;
}

const agents = ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'];

/** What is shown of the trades: kept in the address, so that it can be sent to somebody. */
export function Filters({ chosen, choose, query }: FiltersProps) {
  const csv = () => saveAs(addressOf('GET /api/trades', { query }), { name: 'trades.csv', type: 'text/csv' });
  return (
    <form className="filters" onSubmit={(event) => event.preventDefault()}>
      <input
        aria-label={en.trades.token}
        placeholder={en.trades.token}
        defaultValue={chosen.token ?? ''}
        onChange={(event) => choose('token', event.currentTarget.value.trim().toUpperCase())}
      />
      <select
        aria-label={en.trades.agent}
        value={chosen.agent ?? ''}
        onChange={(event) => choose('agent', event.currentTarget.value)}
      >
        <option value="">{en.trades.anyAgent}</option>
        {agents.map((id) => (
          <option key={id} value={id}>
            {id.toUpperCase()}
          </option>
        ))}
      </select>
      <select
        aria-label={en.trades.endedBy}
        value={chosen.exit ?? ''}
        onChange={(event) => choose('exit', event.currentTarget.value)}
      >
        <option value="">{en.trades.anyEnd}</option>
        {Object.entries(en.trade.exits).map(([exit, said]) => (
          <option key={exit} value={exit}>
            {said}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => void csv()}>
        {en.trades.csv}
      </button>
    </form>
  );
}
