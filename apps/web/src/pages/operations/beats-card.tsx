import { sayMs, sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';
import { BeatBars, tookOf } from './beat-bars.tsx';

type Operation = OutputOf<'GET /api/runs'>['items'][number]['operations'][number];

const words = en.operations;
const BEATS = 48;

const beganAt = ({ startedAt }: { readonly startedAt: string | null }, zone: string) =>
  startedAt === null ? '–' : sayTime(startedAt, zone);

/** How the heart beats: the operations of the last beat beside what each may take, and how long the last beats took. */
export function BeatsCard({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/runs', { query: { beats: BEATS } });
  const heartbeat = of.data?.heartbeat;
  // Most beats find nothing to do, and take no time that could be shown.
  const last = of.data?.items.find((beat) => tookOf(beat) > 0) ?? of.data?.items[0];
  return (
    <Part
      title={words.heartbeat}
      of={of}
      beside={
        heartbeat && (
          <small>
            {heartbeat.lastBeatAt && words.beats(heartbeat.beat, sayTime(heartbeat.lastBeatAt, zone))}
            {heartbeat.late && <b className="lost"> {words.late}</b>}
          </small>
        )
      }
    >
      {({ items }) =>
        last ? (
          <div className="inner">
            <p className="faint">{words.shownBeat(last.beat, beganAt(last, zone))}</p>
            <ul className="beat">
              {last.operations.map((one) => (
                <OperationRow key={one.operation} one={one} />
              ))}
            </ul>
            <BeatBars beats={items} zone={zone} />
          </div>
        ) : (
          <p className="empty">{words.noBeat}</p>
        )
      }
    </Part>
  );
}

function OperationRow({ one }: { readonly one: Operation }) {
  const { operation, status, durationMs, budgetMs, errors } = one;
  const took = durationMs ?? 0;
  const share = budgetMs ? Math.min(1, took / budgetMs) : 0;
  const said = sayMs(took);
  return (
    <li>
      <span>{words.operations[operation] ?? operation}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="rest" width="100" height="6" rx="1" />
        <rect
          className={status === 'failed' ? 'failed' : 'used'}
          width={Math.max(0.6, share * 100)}
          height="6"
          rx="1"
        />
      </svg>
      <span className="num">{budgetMs === null ? said : words.of(said, sayMs(budgetMs))}</span>
      {errors.length > 0 && <small className="lost">{errors.join('; ')}</small>}
    </li>
  );
}
