import { sayRatio } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import { Problem } from '../../parts/problem.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { Skill } from './skill.tsx';

type Agent = OutputOf<'GET /api/agents/{id}'>;
type Memory = OutputOf<'GET /api/agents/{id}/memories'>['items'][number];
type AgentId = Parameters<typeof useRead<'GET /api/agents/{id}'>>[1]['params']['id'];

interface AgentPageProps {
  readonly id: string;
  readonly desk: Desk | null;
}

/** One of the six: how well it foresees, whom it trusts, how it speaks, and what it remembers. */
export function AgentPage({ id, desk }: AgentPageProps) {
  const params = { id: id as AgentId };
  const of = useRead('GET /api/agents/{id}', { params });
  const memories = useRead('GET /api/agents/{id}/memories', { params });
  if (of.error && !of.data) return <Problem of={of} />;
  if (!of.data || !desk) return <p className="faint">{en.loading}</p>;
  return (
    <article className="desk">
      <header className="trade-head">
        <h1>{id.toUpperCase()}</h1>
        <span>{of.data.title}</span>
        <span className="faint">“{of.data.tone}”</span>
      </header>
      <div className="three">
        <Calibration agent={of.data} />
        <Friends id={id} />
        <Voice agent={of.data} zone={desk.zone} />
      </div>
      <Part title={en.agents.remembers} of={memories}>
        {({ items }) => <Memories memories={items} zone={desk.zone} />}
      </Part>
    </article>
  );
}

function Calibration({ agent: { brierScore, votesScored, directive, sees, tasks } }: { readonly agent: Agent }) {
  return (
    <section className="card inner" aria-label={en.agents.calibration}>
      <h2>{en.agents.calibration}</h2>
      <Skill brier={brierScore} votes={votesScored} />
      {brierScore !== null && <p>{en.agents.brierSays(sayRatio(brierScore))}</p>}
      <p className="faint">{directive}</p>
      <p className="faint">
        {en.agents.sees} {sees.join(', ')}. {en.agents.alone} {tasks.length === 0 ? '–' : tasks.join(', ')}.
      </p>
    </section>
  );
}

function Friends({ id }: { readonly id: string }) {
  const of = useRead('GET /api/relationships', {});
  return (
    <Part title={en.agents.withOthers} of={of}>
      {({ items }) => (
        <ul className="friends">
          {items
            .filter(({ agentA, agentB }) => agentA === id || agentB === id)
            .sort((a, b) => b.affinity - a.affinity)
            .map(({ agentA, agentB, affinity, totalInteractions }) => {
              const other = agentA === id ? agentB : agentA;
              return (
                <li key={other}>
                  <span className={`agent ${other}`}>{other.toUpperCase()}</span>
                  <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect className="rest" y="1" width="100" height="4" rx="2" />
                    <rect className="used" y="1" width={affinity * 100} height="4" rx="2" />
                  </svg>
                  <span className="num">{sayRatio(affinity)}</span>
                  <small>{en.agents.times(totalInteractions)}</small>
                </li>
              );
            })}
        </ul>
      )}
    </Part>
  );
}

function Voice({ agent: { voice, voiceHistory }, zone }: { readonly agent: Agent; readonly zone: string }) {
  return (
    <section className="card inner" aria-label={en.agents.voice}>
      <h2>{en.agents.voice}</h2>
      <p>{voice}</p>
      {voiceHistory.length === 0 && <p className="faint">{en.agents.asSeeded}</p>}
      <ul>
        {voiceHistory.map(({ changedAt, modifiers }) => (
          <li key={changedAt}>
            <span className="faint">{sayTime(changedAt, zone)}</span> {modifiers.join(', ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Memories({ memories, zone }: { readonly memories: readonly Memory[]; readonly zone: string }) {
  const kept = memories.filter(({ evictedAt, supersededBy }) => evictedAt === null && supersededBy === null);
  if (kept.length === 0) return <p className="empty">{en.agents.noMemories}</p>;
  return (
    <ul className="memories">
      {kept.map(({ id, type, content, confidence, usesScored, usesHelped, promotedAt, trust, learnedAt }) => (
        <li key={id} className={trust === 'untrusted' ? 'untrusted' : ''}>
          <time dateTime={learnedAt}>{sayTime(learnedAt, zone)}</time>
          <span className="chip">{en.agents.memoryTypes[type]}</span>
          <span>
            {content} <small>{trust === 'untrusted' && en.trade.untrusted}</small>
          </span>
          <small>
            {sayRatio(confidence)}, {en.agents.uses(usesScored, usesHelped)} {promotedAt && en.agents.promoted}
          </small>
        </li>
      ))}
    </ul>
  );
}
