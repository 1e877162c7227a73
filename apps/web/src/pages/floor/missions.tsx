import { Link } from 'wouter';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Mission = OutputOf<'GET /api/missions'>['items'][number];

const NEWEST = { query: { limit: 8 } } as const;
const SHOWN = 5;

/** Which mission is at which step: each step is a queue. */
export function Missions({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/missions', NEWEST);
  return (
    <Part title={en.floor.missions} of={of}>
      {({ items }) => (
        <ul className="missions">
          {[...items]
            .sort((a, b) => Number(b.status === 'running') - Number(a.status === 'running'))
            .slice(0, SHOWN)
            .map((mission) => (
              <MissionLine key={mission.id} mission={mission} zone={zone} />
            ))}
        </ul>
      )}
    </Part>
  );
}

function MissionLine({ mission, zone }: { readonly mission: Mission; readonly zone: string }) {
  const { id, title, createdBy, approvedAt, proposalId } = mission;
  const { data } = useRead('GET /api/missions/{id}', { params: { id } });
  return (
    <li>
      <time dateTime={approvedAt}>{sayTime(approvedAt, zone)}</time>
      <span className={`agent ${createdBy}`}>{createdBy.toUpperCase()}</span>
      <Link href={`/proposals/${proposalId}`}>{title}</Link>
      <ol className="steps">
        {data?.steps.map(({ id: step, kind, status }) => (
          <li key={step} className={status}>
            {en.floor.kinds[kind] ?? kind} <span className="hidden">{en.floor.stepStates[status]}</span>
          </li>
        ))}
      </ol>
    </li>
  );
}
