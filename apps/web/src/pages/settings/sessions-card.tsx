import { sayTime } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Session = OutputOf<'GET /api/sessions'>['items'][number];

const words = en.settings;

const columns: readonly Column<Session>[] = [
  {
    name: words.session,
    cell: ({ name, role, own }) => (
      <>
        {name} <small>{own ? `${role}, ${words.yours}` : role}</small>
      </>
    ),
  },
  { name: words.since, cell: ({ startedAt }) => `${sayTime(startedAt, 'UTC')} UTC` },
  { name: words.seen, cell: ({ seenAt }) => `${sayTime(seenAt, 'UTC')} UTC` },
];

/** The browsers that are signed in, each of which can be sent away. */
export function SessionsCard() {
  const of = useRead('GET /api/sessions', {});
  const { isBusy, fault, act } = useAct();
  const end = (id: string) =>
    act(() => call('DELETE /api/sessions/{id}', { params: { id } }), ['GET /api/sessions', 'GET /api/me']);
  const withEnd: Column<Session> = {
    name: '',
    num: true,
    cell: ({ id, name }) => (
      <button type="button" disabled={isBusy} onClick={() => void end(id)} aria-label={words.endOne(name)}>
        {words.end}
      </button>
    ),
  };
  return (
    <Part title={words.sessions} of={of}>
      {({ items }) => (
        <>
          <FaultLine fault={fault} />
          {items.length === 0 ? (
            <p className="empty">{words.noSessions}</p>
          ) : (
            <Table
              name={en.asTable(words.sessions)}
              columns={[...columns, withEnd]}
              rows={items}
              keyOf={({ id }) => id}
            />
          )}
        </>
      )}
    </Part>
  );
}
