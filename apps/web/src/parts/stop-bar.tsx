import { sayPrice } from '../figures/money.ts';
import { type StopFacts, stopBarOf } from '../figures/stop-bar.ts';

/** Where the price stands between its stop and its target, drawn. */
export function StopLine(facts: StopFacts) {
  const bar = stopBarOf(facts);
  if (!bar || facts.stop === null) return <span className="faint">–</span>;
  const x = (place: number) => 4 + place * 92;
  return (
    <span className="stop-line">
      <small>{sayPrice(facts.stop)}</small>
      <svg viewBox="0 0 100 12" role="img" aria-label={`price between stop and target, ${sayAt(bar.nowAt)} of the way`}>
        <path d="M4 6H96" className="track" />
        <path d={`M${x(bar.entryAt)} 6H${x(bar.nowAt)}`} className={bar.nowAt < bar.entryAt ? 'below' : 'above'} />
        <path d={`M4 2V10M96 2V10`} className="track" />
        <path d={`M${x(bar.entryAt)} 3V9`} className="entry" />
        <circle cx={x(bar.nowAt)} cy="6" r="3.2" className={bar.nowAt < bar.entryAt ? 'below' : 'above'} />
      </svg>
      <small>{facts.target === null ? '–' : sayPrice(facts.target)}</small>
    </span>
  );
}

const sayAt = (place: number) => `${Math.round(place * 100)} %`;
