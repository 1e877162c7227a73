import { useState } from 'react';
import { sayTime } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { NewKey } from './new-key.tsx';

type Key = OutputOf<'GET /api/keys'>['items'][number];

const words = en.settings;
const at = (time: string) => `${sayTime(time, 'UTC')} UTC`;

const columns: readonly Column<Key>[] = [
  {
    name: words.key,
    cell: ({ name, prefix, own }) => (
      <>
        {name} <code>{prefix}…</code> {own && <small>{words.yours}</small>}
      </>
    ),
  },
  { name: words.role, cell: ({ role }) => words.roles[role] },
  { name: words.made, cell: ({ createdAt, madeBy }) => words.madeBy(createdAt.slice(0, 10), madeBy) },
  { name: words.lastUsed, cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : at(lastUsedAt)) },
  { name: words.ends, cell: ({ endsAt }) => (endsAt === null ? words.noEnd : at(endsAt)) },
];

/** The keys in force: made, shown once, and revoked. */
export function KeysCard() {
  const of = useRead('GET /api/keys', {});
  const { isBusy, fault, act } = useAct();
  const [asked, setAsked] = useState<Key | null>(null);
  const revoke = async ({ id }: Key) => {
    await act(() => call('DELETE /api/keys/{id}', { params: { id } }), ['GET /api/keys', 'GET /api/sessions']);
    setAsked(null);
  };
  const withRevoke: Column<Key> = {
    name: '',
    num: true,
    cell: (key) => (
      <button type="button" disabled={isBusy} onClick={() => setAsked(key)} aria-label={words.revokeOne(key.name)}>
        {words.revoke}
      </button>
    ),
  };
  return (
    <Part title={words.keys} of={of}>
      {({ items }) => (
        <>
          <FaultLine fault={fault} />
          {asked && (
            <p className="fault doors" role="status">
              <span>{words.sure(asked.name)}</span>
              <button type="button" disabled={isBusy} onClick={() => void revoke(asked)}>
                {words.yes}
              </button>
              <button type="button" onClick={() => setAsked(null)}>
                {words.no}
              </button>
            </p>
          )}
          <Table name={en.asTable(words.keys)} columns={[...columns, withRevoke]} rows={items} keyOf={({ id }) => id} />
          <NewKey />
        </>
      )}
    </Part>
  );
}
