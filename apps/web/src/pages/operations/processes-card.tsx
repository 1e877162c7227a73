import { SECOND_MS, sayAge, saySpan } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { type Column, Table } from '../../parts/tables/table.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Process = OutputOf<'GET /api/processes'>['items'][number];

const words = en.operations;
/** A process says every five seconds that it lives. */
const SILENT_MS = 20 * SECOND_MS;
/** More names than that are those of a company that is one process. */
const MANY = 3;

const columns: readonly Column<Process>[] = [
  {
    name: words.process,
    cell: ({ names, host, pid }) => (
      <>
        {names.length > MANY ? words.all : names.join(', ')} <small title={host}>{pid}</small>
      </>
    ),
  },
  {
    name: words.seen,
    num: true,
    cell: ({ silentMs }) =>
      silentMs > SILENT_MS ? (
        <span className="lost">{words.silent(sayAge(silentMs))}</span>
      ) : (
        words.ago(sayAge(silentMs))
      ),
  },
  { name: words.version, num: true, cell: ({ version }) => version },
  { name: words.memory, num: true, cell: ({ memoryMb }) => words.megabytes(Math.round(memoryMb)) },
  { name: words.runsFor, num: true, cell: ({ startedAt }) => saySpan(Date.now() - Date.parse(startedAt)) },
];

/** The processes of the company, by their own word. */
export function ProcessesCard() {
  const of = useRead('GET /api/processes', {});
  return (
    <Part title={words.processes} of={of}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="empty">{words.noProcesses}</p>
        ) : (
          <Table name={en.asTable(words.processes)} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Part>
  );
}
