import { sayMs, sayTime } from '../../figures/time.ts';
import { Scroll } from '../../parts/scroll.tsx';
import type { OutputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

type Beat = OutputOf<'GET /api/runs'>['items'][number];

const words = en.operations;
const HEIGHT = 40;
const STEP = 6;

interface BeatBarsProps {
  /** Newest first. */
  readonly beats: readonly Beat[];
  readonly zone: string;
}

/** How long a beat took, milliseconds. */
export const tookOf = ({ operations }: Beat) => operations.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
const hasFailed = ({ operations }: Beat) => operations.some(({ status }) => status === 'failed');

/** How long the last beats took, the newest at the right, and the same as a table. */
export function BeatBars({ beats, zone }: BeatBarsProps) {
  const most = Math.max(1, ...beats.map(tookOf));
  const name = words.lastBeats(beats.length);
  return (
    <figure className="beats">
      <svg
        viewBox={`0 0 ${beats.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}, ${sayMs(most)}`}
      >
        {beats.map((beat, i) => {
          const height = Math.max(1, (tookOf(beat) / most) * HEIGHT);
          return (
            <rect
              key={beat.beat}
              x={(beats.length - 1 - i) * STEP + 1}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
              className={hasFailed(beat) ? 'failed' : 'used'}
            />
          );
        })}
      </svg>
      <details>
        <summary>{en.table}</summary>
        <Scroll name={en.asTable(name)}>
          <table>
            <thead>
              <tr>
                <th>{words.beat}</th>
                <th className="num">{words.took}</th>
              </tr>
            </thead>
            <tbody>
              {beats.map((beat) => (
                <tr key={beat.beat}>
                  <th scope="row">
                    {beat.beat} <small>{beat.startedAt && sayTime(beat.startedAt, zone)}</small>
                  </th>
                  <td className="num">{sayMs(tookOf(beat))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  );
}
