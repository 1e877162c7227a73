import { sayAge } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Queue = OutputOf<'GET /api/queues'>['items'][number];

const words = en.operations;

const columns: readonly Column<Queue>[] = [
  { name: words.queue, cell: ({ name, paused }) => (paused ? `${name}, ${words.paused}` : name) },
  { name: words.waiting, num: true, cell: ({ waiting }) => waiting },
  { name: words.active, num: true, cell: ({ active }) => active },
  { name: words.delayed, num: true, cell: ({ delayed }) => delayed },
  { name: words.failed, num: true, cell: ({ failed }) => <span className={failed > 0 ? 'lost' : ''}>{failed}</span> },
  { name: words.oldest, num: true, cell: ({ oldestAt }) => (oldestAt === null ? '–' : sayAge(ageOf(oldestAt))) },
];

const ageOf = (at: string) => Date.now() - Date.parse(at);

const isQuiet = ({ waiting, active, delayed, failed, paused }: Queue) =>
  waiting + active + delayed + failed === 0 && !paused;

/** The queues that hold something, and how many are empty. */
export function QueuesCard({ may }: { readonly may: boolean }) {
  const of = useRead('GET /api/queues', {});
  return (
    <Part title={words.queues} of={of} beside={<Doors may={may} backend={of.data?.backend} />}>
      {({ items }) => {
        const busy = items.filter((queue) => !isQuiet(queue));
        return (
          <>
            {busy.length > 0 && (
              <Table name={en.asTable(words.queues)} columns={columns} rows={busy} keyOf={({ name }) => name} />
            )}
            <p className="empty">
              {busy.length === 0 ? words.noQueues : words.quietQueues(items.length - busy.length)}
            </p>
          </>
        );
      }}
    </Part>
  );
}

interface DoorsProps {
  readonly may: boolean;
  readonly backend: string | undefined;
}

function Doors({ may, backend }: DoorsProps) {
  return (
    <span className="doors">
      {backend !== undefined && <small>{words.store(backend)}</small>}
      {may && (
        <a href="/admin/queues" target="_blank" rel="noreferrer">
          {words.board} ↗
        </a>
      )}
      <a href="/metrics" target="_blank" rel="noreferrer">
        {words.metrics} ↗
      </a>
    </span>
  );
}
