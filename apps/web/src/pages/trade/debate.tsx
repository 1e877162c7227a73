import { Problem } from '../../parts/problem.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Turn = OutputOf<'GET /api/roundtables/{id}'>['turns'][number];

/** What was said about a trade before it was decided. */
export function Debate({ tableId }: { readonly tableId: string | null }) {
  const words = en.trade;
  const of = useRead('GET /api/roundtables/{id}', { params: { id: tableId ?? '' } }, { when: tableId !== null });
  const said = of.data?.turns.filter(({ text }) => text !== null) ?? [];
  return (
    <section className="card debate" aria-label={words.debate}>
      <header>
        <h2>{words.debate}</h2>
        {said.length > 0 && <small>{words.turns(said.length)}</small>}
      </header>
      {tableId === null && <p className="empty">{words.noDebate}</p>}
      {of.error && !of.data && <Problem of={of} />}
      <ol>
        {said.map((turn) => (
          <TurnLine key={turn.turnNo} turn={turn} />
        ))}
      </ol>
    </section>
  );
}

function TurnLine({ turn: { agentId, text, trust, kind } }: { readonly turn: Turn }) {
  const name = agentId ?? 'desk';
  return (
    <li className={trust === 'untrusted' ? 'untrusted' : ''}>
      <span className={`agent ${name}`}>{name.toUpperCase()}</span>
      <p>
        {text}
        {kind === 'vote' && <small> {en.trade.vote}</small>}
        {trust === 'untrusted' && <small> {en.trade.untrusted}</small>}
      </p>
    </li>
  );
}
