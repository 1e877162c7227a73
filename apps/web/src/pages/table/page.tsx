import { Link } from 'wouter';
import { sayShare } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { Problem } from '../../parts/problem.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { Debate } from '../trade/debate.tsx';

type Table = OutputOf<'GET /api/roundtables/{id}'>;

interface TablePageProps {
  readonly id: string;
  readonly desk: Desk | null;
}

/** A conversation: what is said, who voted what, and what it left. It grows while it goes on. */
export function TablePage({ id, desk }: TablePageProps) {
  const of = useRead('GET /api/roundtables/{id}', { params: { id } });
  if (of.error && !of.data) return <Problem of={of} />;
  if (!of.data || !desk) return <p className="faint">{en.loading}</p>;
  const { topic, status, participants, convenedAt, proposalId, failure } = of.data;
  return (
    <article className="desk">
      <header className="trade-head">
        <h1>{topic}</h1>
        <span className={`chip ${status === 'running' ? 'good' : ''}`}>{en.tables.states[status]}</span>
        <span className="faint">
          {sayTime(convenedAt, desk.zone)} · {participants.map((one) => one.toUpperCase()).join(', ')}
        </span>
        {proposalId && <Link href={`/proposals/${proposalId}`}>{en.feed.why}</Link>}
      </header>
      {failure && <p className="bad-text">{failure}</p>}
      <div className="two wide-left">
        <Debate tableId={id} />
        <Left table={of.data} />
      </div>
    </article>
  );
}

function Left({ table: { votes, memories, actionItems } }: { readonly table: Table }) {
  const words = en.tables;
  return (
    <section className="card inner" aria-label={words.left}>
      <h2>{words.left}</h2>
      {votes.length + memories.length + actionItems.length === 0 && <p className="faint">{words.nothing}</p>}
      <ul className="votes">
        {votes.map(({ agentId, vote, probability, reason }) => (
          <li key={agentId}>
            <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span>
            <span>
              {en.trade.votesFor[vote]} {sayShare(probability)}
            </span>
            <span className="faint">{reason}</span>
          </li>
        ))}
      </ul>
      {memories.map(({ id, agentId, content }) => (
        <p key={id}>
          <span className={`agent ${agentId}`}>{agentId.toUpperCase()}</span> {words.remembers} {content}
        </p>
      ))}
      {actionItems.map(({ id, title, status }) => (
        <p key={id}>
          {words.asks} {title} <small>{status}</small>
        </p>
      ))}
    </section>
  );
}
