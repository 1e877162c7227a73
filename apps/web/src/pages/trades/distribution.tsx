import { sayR } from '../../figures/money.ts';
import { binsOf } from '../../figures/tally.ts';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

const HEIGHT = 34;
const STEP = 10;

/** How results in R are spread, drawn. */
export function Distribution({ trades }: { readonly trades: readonly Trade[] }) {
  const bins = binsOf(trades);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const said = bins.flatMap(({ from, count }) => (count > 0 ? [en.trades.bin(sayR(from), count)] : []));
  return (
    <svg
      className="distribution"
      viewBox={`0 0 ${bins.length * STEP} ${HEIGHT + 2}`}
      preserveAspectRatio="xMinYMax"
      role="img"
      aria-label={said.length === 0 ? en.trades.none : said.join(', ')}
    >
      <path d={`M0 ${HEIGHT}H${bins.length * STEP}M${(bins.length * STEP) / 2} 0V${HEIGHT}`} className="track" />
      {bins.map(({ from, count }, i) => (
        <rect
          key={from}
          x={i * STEP + 1}
          y={HEIGHT - (count / most) * (HEIGHT - 2)}
          width={STEP - 2}
          height={(count / most) * (HEIGHT - 2)}
          className={from < 0 ? 'against' : 'for'}
        />
      ))}
    </svg>
  );
}
