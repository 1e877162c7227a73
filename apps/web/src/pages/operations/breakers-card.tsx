import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type InputOf, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Breaker = OutputOf<'GET /api/breakers'>['items'][number];
type StepKind = InputOf<'POST /api/breakers/{stepKind}/reset'>['params']['stepKind'];

const words = en.operations;

const columns: readonly Column<Breaker>[] = [
  { name: words.breaker, cell: ({ stepKind, venue }) => `${en.floor.kinds[stepKind] ?? stepKind}, ${venue}` },
  {
    name: words.state,
    cell: ({ state }) => <span className={state === 'closed' ? '' : 'lost'}>{words.states[state]}</span>,
  },
  { name: words.failures, num: true, cell: ({ failures }) => failures },
  { name: words.lastError, cell: ({ lastError }) => lastError ?? '–' },
];

/** The circuit breakers: what is held back after failures in a row. */
export function BreakersCard({ may }: { readonly may: boolean }) {
  const of = useRead('GET /api/breakers', {});
  const { isBusy, fault, act } = useAct();
  const reset = (stepKind: string) =>
    act(
      () => call('POST /api/breakers/{stepKind}/reset', { params: { stepKind: stepKind as StepKind } }),
      ['GET /api/breakers'],
    );
  const withReset: Column<Breaker> = {
    name: '',
    num: true,
    cell: ({ stepKind, state }) =>
      state !== 'closed' && (
        <button type="button" disabled={isBusy} onClick={() => void reset(stepKind)}>
          {words.reset}
        </button>
      ),
  };
  return (
    <Part title={words.breakers} of={of}>
      {({ items }) => (
        <>
          <FaultLine fault={fault} />
          {items.length === 0 ? (
            <p className="empty">{words.noBreakers}</p>
          ) : (
            <Table
              name={en.asTable(words.breakers)}
              columns={may ? [...columns, withReset] : columns}
              rows={items}
              keyOf={({ key }) => key}
            />
          )}
        </>
      )}
    </Part>
  );
}
