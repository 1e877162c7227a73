import { useState } from 'react';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Notice = OutputOf<'GET /api/notifications'>['items'][number];

const words = en.settings;
const MOST = 10;

const columns: readonly Column<Notice>[] = [
  { name: words.what, cell: ({ title }) => title },
  {
    name: words.state,
    cell: ({ state, lastError }) => (
      <>
        {words.states[state]} {lastError !== null && <small className="lost">{lastError}</small>}
      </>
    ),
  },
  { name: words.when, num: true, cell: ({ createdAt }) => sayTime(createdAt, 'UTC') },
];

/** What was told outside of late, and whether a message arrives. */
export function NotificationsCard({ may }: { readonly may: boolean }) {
  const of = useRead('GET /api/notifications', { query: { limit: MOST } });
  const { isBusy, fault, act } = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const test = () =>
    act(async () => {
      const { taken, error } = await call('POST /api/notifications/test', {});
      setSaid(taken ? words.taken : words.notTaken(error ?? ''));
    }, []);
  return (
    <Part title={words.notifications} of={of}>
      {({ items, receiver }) => (
        <>
          <p className="fault doors">
            <span>{receiver === null ? words.nobody : words.told(receiver)}</span>
            {may && receiver !== null && (
              <button type="button" disabled={isBusy} onClick={() => void test()}>
                {words.test}
              </button>
            )}
            <span role="status">{fault ?? said}</span>
          </p>
          {items.length === 0 ? (
            <p className="empty">{words.noneYet}</p>
          ) : (
            <Table name={en.asTable(words.notifications)} columns={columns} rows={items} keyOf={({ id }) => id} />
          )}
        </>
      )}
    </Part>
  );
}
