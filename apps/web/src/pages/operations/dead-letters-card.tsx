import { sayTime } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Letter = OutputOf<'GET /api/dead-letters'>['items'][number];

const words = en.operations;
const MOST = 50;

const columns: readonly Column<Letter>[] = [
  { name: words.work, cell: ({ title }) => title },
  { name: words.process, cell: ({ type, kind }) => `${words.types[type]}, ${kind}` },
  { name: words.failures, num: true, cell: ({ failures }) => failures },
  { name: words.lastError, cell: ({ error }) => error ?? '–' },
  { name: words.since, num: true, cell: ({ since }) => `${sayTime(since, 'UTC')} UTC` },
];

/** Work that was put aside after too many failures; an operator gives it back to its queue. */
export function DeadLettersCard({ may }: { readonly may: boolean }) {
  const of = useRead('GET /api/dead-letters', { query: { limit: MOST } });
  const { isBusy, fault, act } = useAct();
  const retry = (id: string) =>
    act(() => call('POST /api/dead-letters/{id}/retry', { params: { id } }), ['GET /api/dead-letters']);
  const withRetry: Column<Letter> = {
    name: '',
    num: true,
    cell: ({ id, title }) => (
      <button type="button" disabled={isBusy} onClick={() => void retry(id)} aria-label={`${words.retry}: ${title}`}>
        {words.retry}
      </button>
    ),
  };
  return (
    <Part title={words.dead} of={of}>
      {({ items, nextCursor }) => (
        <>
          <FaultLine fault={fault} />
          {items.length === 0 ? (
            <p className="empty">{words.noDead}</p>
          ) : (
            <Table
              name={en.asTable(words.dead)}
              columns={may ? [...columns, withRetry] : columns}
              rows={items}
              keyOf={({ id }) => id}
            />
          )}
          {nextCursor !== null && <p className="empty">{words.more(items.length)}</p>}
        </>
      )}
    </Part>
  );
}
