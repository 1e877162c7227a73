import { sayShare } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Signal = OutputOf<'GET /api/signals'>['items'][number];

const words = en.signals;
const MOST = 12;

const columns: readonly Column<Signal>[] = [
  {
    name: words.token,
    cell: ({ token, instrument }) => <span className="written">{instrument?.symbol ?? token}</span>,
  },
  { name: words.type, cell: ({ signalType }) => words.types[signalType] },
  { name: words.source, cell: ({ source, trust }) => (trust === 'untrusted' ? `“${source}”` : source) },
  { name: words.confidence, num: true, cell: ({ confidence }) => (confidence === null ? '–' : sayShare(confidence)) },
  { name: words.state, cell: sayState },
];

/** The signals that came in last. */
export function LastCard({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/signals', { query: { limit: MOST } });
  const seen: Column<Signal> = {
    name: words.seen,
    num: true,
    cell: ({ observedAt }) => (observedAt === null ? '–' : sayTime(observedAt, zone)),
  };
  return (
    <Part title={words.last} of={of} beside={<small>{words.zone(zone)}</small>}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="empty">{words.noneYet}</p>
        ) : (
          <Table name={en.asTable(words.last)} columns={[...columns, seen]} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Part>
  );
}

function sayState({ status, refusal }: Pick<Signal, 'status' | 'refusal'>): string {
  return refusal === null ? words.states[status] : words.why.refused(words.refusals[refusal] ?? refusal);
}
