import { Link } from 'wouter';
import { type Act, cutTo, MIDDLE, placeOf } from '../../figures/floor/acts.ts';
import { sayClock } from '../../figures/time.ts';
import { en } from '../../words/en.ts';
import type { PlayedTable } from './played-table.ts';

interface StageProps {
  readonly agents: readonly string[];
  readonly acts: ReadonlyMap<string, Act>;
  /** Who did something last since the page was opened. */
  readonly newest: string | null;
  readonly table: PlayedTable | null;
  readonly zone: string;
}

const ACT_LETTERS = 30;
const TOPIC_LETTERS = 30;

/** The six around their table, drawn: lines lead to who sits at it, the thick one to who speaks. */
export function Stage({ agents, acts, newest, table, zone }: StageProps) {
  const speaker = table && !table.isOver ? (table.said.at(-1)?.agentId ?? null) : null;
  return (
    <div className="stage-scroll">
      <svg className="stage" viewBox="0 0 900 440">
        <title>{en.floor.title}</title>
        {agents.map((id, i) => {
          const { x, y } = placeOf(i, agents.length);
          const tone = id === speaker ? 'speaks' : table?.participants.includes(id) ? 'sits' : 'away';
          return <path key={id} d={`M${MIDDLE.x} ${MIDDLE.y}L${x} ${y}`} className={`seat ${tone} ${id}`} />;
        })}
        <Middle table={table} />
        {agents.map((id, i) => (
          <Agent
            key={id}
            id={id}
            place={placeOf(i, agents.length)}
            act={acts.get(id)}
            tone={id === speaker ? 'speaks' : id === newest ? 'acted' : ''}
            zone={zone}
          />
        ))}
      </svg>
    </div>
  );
}

function Middle({ table }: { readonly table: PlayedTable | null }) {
  return (
    <g>
      <ellipse cx={MIDDLE.x} cy={MIDDLE.y} rx="132" ry="50" className="table-top" />
      {table ? (
        <Link href={`/roundtables/${table.id}`}>
          <text x={MIDDLE.x} y={MIDDLE.y - 2} className="topic">
            {cutTo(table.topic, TOPIC_LETTERS)}
          </text>
          <text x={MIDDLE.x} y={MIDDLE.y + 18} className="act">
            {table.isRunning ? en.floor.running : table.isOver ? en.floor.over : en.floor.played}
          </text>
        </Link>
      ) : (
        <text x={MIDDLE.x} y={MIDDLE.y + 4} className="act">
          {en.floor.quiet}
        </text>
      )}
    </g>
  );
}

interface AgentProps {
  readonly id: string;
  readonly place: { readonly x: number; readonly y: number };
  readonly act: Act | undefined;
  readonly tone: string;
  readonly zone: string;
}

function Agent({ id, place: { x, y }, act, tone, zone }: AgentProps) {
  return (
    <Link href={`/agents/${id}`}>
      <circle cx={x} cy={y} r="25" className={`face ${tone} ${id}`} />
      <text x={x} y={y + 4} className="initial">
        {id.slice(0, 2).toUpperCase()}
      </text>
      <text x={x} y={y + 42} className="who">
        {id.toUpperCase()}
      </text>
      {act && (
        <text x={x} y={y + 58} className="act">
          {cutTo(act.title.replace(new RegExp(`^${id}:? `, 'i'), ''), ACT_LETTERS)} · {sayClock(act.occurredAt, zone)}
        </text>
      )}
    </Link>
  );
}
