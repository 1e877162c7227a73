import { Link } from 'wouter';
import { sayRatio } from '../../figures/money.ts';
import { Problem } from '../../parts/problem.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { AffinityTable } from './affinity-table.tsx';
import { Skill } from './skill.tsx';

type Agent = OutputOf<'GET /api/agents'>['items'][number];

/** The six: who they are, how well they foresee, and how they get on. */
export function AgentsPage() {
  const of = useRead('GET /api/agents', {});
  const { data: pairs } = useRead('GET /api/relationships', {});
  if (of.error && !of.data) return <Problem of={of} />;
  if (!of.data) return <p className="faint">{en.loading}</p>;
  return (
    <div className="desk">
      <h1>{en.agents.title}</h1>
      <ul className="agents">
        {of.data.items.map((agent) => (
          <AgentCard key={agent.id} agent={agent} />
        ))}
      </ul>
      {pairs && <AffinityTable agents={of.data.items.map(({ id }) => id)} pairs={pairs.items} />}
    </div>
  );
}

function AgentCard({ agent }: { readonly agent: Agent }) {
  const { id, title, tone, role, enabled, model, brierScore, votesScored } = agent;
  return (
    <li className={`card agent-card ${id}`}>
      <h2>
        <Link href={`/agents/${id}`}>{id.toUpperCase()}</Link> <small>{title}</small>
      </h2>
      <p className="quote">“{tone}”</p>
      <p className="faint">{role}</p>
      <Skill brier={brierScore} votes={votesScored} />
      <p className="faint">
        {enabled ? en.agents.enabled : en.agents.disabled} · {en.agents.mind(model)}
        {brierScore !== null && ` · ${en.trade.brier(sayRatio(brierScore))}`}
      </p>
    </li>
  );
}
