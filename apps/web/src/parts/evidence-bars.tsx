import { sayRatio } from '../figures/money.ts';
import type { Evidence } from '../figures/trade-facts.ts';

/** What speaks for and against, each a bar to its side. */
export function EvidenceBars({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const most = Math.max(...evidence.map(({ weight }) => Math.abs(weight)), 0.01);
  return (
    <ul className="evidence">
      {evidence.map(({ name, text, weight }) => {
        const width = (Math.abs(weight) / most) * 48;
        return (
          <li key={name}>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <path d="M50 0V8" className="track" />
              <rect
                x={weight < 0 ? 50 - width : 50}
                y="1"
                width={width}
                height="6"
                rx="1"
                className={weight < 0 ? 'against' : 'for'}
              />
            </svg>
            <span className="num">{sayRatio(weight)}</span>
            <span>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
