import type { FormEvent } from 'react';
import { sayTime } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Lock = OutputOf<'GET /api/locks'>['items'][number];

const words = en.rules;
const nameOf = ({ symbol }: Lock) => symbol ?? words.allEntries;

/** What may not be bought now, why and until when; an operator lifts a lock or adds one. */
export function LocksCard({ may, zone }: { readonly may: boolean; readonly zone: string }) {
  const of = useRead('GET /api/locks', {});
  const { isBusy, fault, act } = useAct();
  const columns: readonly Column<Lock>[] = [
    { name: words.lockOf, cell: nameOf },
    { name: words.reason, cell: ({ reason }) => reason },
    { name: words.until, cell: ({ endsAt }) => (endsAt === null ? words.untilLifted : sayTime(endsAt, zone)) },
  ];
  const lift: Column<Lock> = {
    name: '',
    num: true,
    cell: (lock) => (
      <button
        type="button"
        disabled={isBusy}
        aria-label={words.liftOne(nameOf(lock))}
        onClick={() => void act(() => call('DELETE /api/locks/{id}', { params: { id: lock.id } }), ['GET /api/locks'])}
      >
        {words.lift}
      </button>
    ),
  };
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [token, written] = [String(given.get('token')).trim(), String(given.get('minutes')).trim()];
    const minutes = Number(written);
    const body = {
      reason: String(given.get('reason')),
      ...(token === '' ? {} : { token }),
      ...(written === '' ? {} : { minutes }),
    };
    void act(async () => {
      if (written !== '' && !(minutes > 0)) throw new Error(words.lockBad);
      await call('POST /api/locks', { body });
      form.reset();
    }, ['GET /api/locks']);
  };
  return (
    <Part title={words.locks} of={of}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p className="empty">{words.noLocks}</p>
          ) : (
            <Table
              name={en.asTable(words.locks)}
              columns={may ? [...columns, lift] : columns}
              rows={items}
              keyOf={({ id }) => id}
            />
          )}
          {may && (
            <form className="line-form" onSubmit={add} aria-label={words.lockIt}>
              <label>
                {words.lockToken}
                <input name="token" maxLength={64} autoComplete="off" />
              </label>
              <label>
                {words.lockMinutes}
                <input name="minutes" inputMode="numeric" autoComplete="off" />
              </label>
              <label>
                {words.reason}
                <input name="reason" required maxLength={500} autoComplete="off" />
              </label>
              <button type="submit" disabled={isBusy}>
                {words.lockIt}
              </button>
            </form>
          )}
          <FaultLine fault={fault} />
        </>
      )}
    </Part>
  );
}
