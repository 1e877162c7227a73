import { sayTime } from '../../figures/time.ts';
import { FaultLine } from '../../parts/fault.tsx';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Trigger = OutputOf<'GET /api/triggers'>['items'][number];

const words = en.rules;

function asksOf({ actionConfig: { targetAgent, task, topics } }: Trigger): string {
  const of = typeof targetAgent === 'string' ? targetAgent.toUpperCase() : '–';
  const what = typeof task === 'string' ? (en.floor.kinds[task] ?? task) : '';
  return `${of} ${what}${Array.isArray(topics) && topics.length > 0 ? ` (${topics.length})` : ''}`;
}

function whenOf({ triggerEvent, schedule, conditions }: Trigger): string {
  const every = typeof schedule?.everyMinutes === 'number' ? words.every(schedule.everyMinutes) : '';
  const asked = Object.keys(conditions).length === 0 ? '' : `, ${JSON.stringify(conditions)}`;
  return `${triggerEvent === null ? every : words.atEvent(triggerEvent)}${asked}`;
}

/** The rules by which the company acts by itself; an operator turns one on or off. */
export function TriggersCard({ may, zone }: { readonly may: boolean; readonly zone: string }) {
  const of = useRead('GET /api/triggers', {});
  const { isBusy, fault, act } = useAct();
  const columns: readonly Column<Trigger>[] = [
    { name: words.trigger, cell: ({ name }) => name },
    { name: words.firesWhen, cell: whenOf },
    { name: words.asks, cell: asksOf },
    {
      name: words.fired,
      cell: ({ fireCount, lastFiredAt }) =>
        lastFiredAt === null ? '–' : `${words.firedTimes(fireCount)}, ${sayTime(lastFiredAt, zone)}`,
    },
    { name: words.next, cell: ({ nextDueAt }) => (nextDueAt === null ? '–' : sayTime(nextDueAt, zone)) },
    { name: words.state, num: true, cell: ({ enabled }) => (enabled ? words.on : words.off) },
  ];
  const turn: Column<Trigger> = {
    name: '',
    num: true,
    cell: ({ name, enabled }) => (
      <button
        type="button"
        disabled={isBusy}
        aria-label={enabled ? words.turnOff(name) : words.turnOn(name)}
        onClick={() =>
          void act(
            () => call('PATCH /api/triggers/{name}', { params: { name }, body: { enabled: !enabled } }),
            ['GET /api/triggers'],
          )
        }
      >
        {enabled ? words.switchOff : words.switchOn}
      </button>
    ),
  };
  return (
    <Part title={words.triggers} of={of}>
      {({ items }) => (
        <>
          <Table
            name={en.asTable(words.triggers)}
            columns={may ? [...columns, turn] : columns}
            rows={items}
            keyOf={({ id }) => id}
          />
          <FaultLine fault={fault} />
        </>
      )}
    </Part>
  );
}
