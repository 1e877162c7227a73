import { Link } from 'wouter';
import { en } from '../../words/en.ts';
import type { PlayedTable } from './played-table.ts';

const SHOWN = 6;

/** What is said at the table, the newest last. */
export function Talk({ table }: { readonly table: PlayedTable | null }) {
  return (
    <section className="card debate" aria-label={en.floor.talk}>
      <header>
        <h2>{table ? table.topic : en.floor.talk}</h2>
        {table && (
          <span>
            {!table.isRunning && !table.isOver && (
              <button type="button" onClick={table.skip}>
                {en.floor.skip}
              </button>
            )}{' '}
            <Link href={`/roundtables/${table.id}`}>{en.feed.why}</Link>
          </span>
        )}
      </header>
      {!table && <p className="empty">{en.floor.quiet}</p>}
      <ol>
        {table?.said.slice(-SHOWN).map(({ no, agentId, text }) => (
          <li key={no}>
            <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      {table?.isOver && !table.isRunning && <p className="empty">{en.floor.over}</p>}
    </section>
  );
}
