import { sayCount } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Flow = OutputOf<'GET /api/signals/flow'>;
type Step = Flow['steps'][number];
type Lost = Step['lost'][number];

const words = en.signals;
const SHOWN = 4;

/** How many of the day's signals took each step, and why the others did not. */
export function FlowCard({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/signals/flow', {});
  return (
    <Part
      title={words.flow}
      of={of}
      beside={of.data && <small>{words.since(sayTime(of.data.since, zone), zone)}</small>}
    >
      {({ steps, confident }) => {
        const all = steps[0]?.count ?? 0;
        if (all === 0) return <p className="empty">{words.noneToday}</p>;
        return (
          <ol className="flow">
            {steps.map((step) => (
              <Row key={step.step} step={step} all={all} confident={confident} />
            ))}
          </ol>
        );
      }}
    </Part>
  );
}

interface RowProps {
  readonly step: Step;
  /** How many came in. */
  readonly all: number;
  readonly confident: number;
}

function Row({ step: { step, count, lost }, all, confident }: RowProps) {
  const rest = lost.slice(SHOWN).reduce((sum, one) => sum + one.count, 0);
  return (
    <li>
      <span>{step === 'confident' ? words.confident(confident) : words.steps[step]}</span>
      <span className="num">{sayCount(count)}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="rest" width="100" height="8" rx="1" />
        <rect className="used" width={(count / all) * 100} height="8" rx="1" />
      </svg>
      {lost.length > 0 && (
        <ul>
          {lost.slice(0, SHOWN).map((one) => (
            <li key={`${one.why} ${one.says}`}>{words.lost(sayCount(one.count), sayWhy(one))}</li>
          ))}
          {rest > 0 && <li>{words.others(sayCount(rest))}</li>}
        </ul>
      )}
    </li>
  );
}

function sayWhy({ why, says }: Lost): string {
  return words.why[why](says === null ? null : (words.refusals[says] ?? says));
}
