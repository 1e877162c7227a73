import { sayR } from '../../figures/money.ts';
import { type Bin, binsOf } from '../../figures/tally.ts';
import type { Column } from '../../parts/tables/table.tsx';
import { Twin } from '../../parts/tables/twin.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

const HEIGHT = 150;
const STEP = 26;
const words = en.trades;

const columns: readonly Column<Bin>[] = [
  { name: words.from, cell: ({ from }) => sayR(from) },
  { name: words.count, num: true, cell: ({ count }) => count },
];

/** How results in R are spread, drawn. */
export function Distribution({ trades }: { readonly trades: readonly Trade[] }) {
  const bins = binsOf(trades);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const filled = bins.filter(({ count }) => count > 0);
  if (filled.length === 0) return <p className="empty">{words.noRan}</p>;
  const width = bins.length * STEP;
  const said = filled.map(({ from, count }) => words.bin(sayR(from), count)).join(', ');
  return (
    <>
      <svg className="distribution" viewBox={`0 0 ${width} ${HEIGHT + 20}`} role="img" aria-label={said}>
        <path d={`M0 ${HEIGHT}H${width}M${width / 2} 0V${HEIGHT}`} className="track" />
        {bins.map(({ from, count }, i) => {
          const height = (count / most) * (HEIGHT - 16);
          return (
            <g key={from} className={from < 0 ? 'against' : 'for'}>
              <rect x={i * STEP + 2} y={HEIGHT - height} width={STEP - 4} height={height} />
              {count > 0 && (
                <text x={i * STEP + STEP / 2} y={HEIGHT - height - 4} textAnchor="middle">
                  {count}
                </text>
              )}
            </g>
          );
        })}
        {[-3, 0, 3].map((r) => (
          <text key={r} x={width / 2 + (r / 3) * (width / 2 - 20)} y={HEIGHT + 15} textAnchor="middle">
            {sayR(r)}
          </text>
        ))}
      </svg>
      <Twin name={words.distribution} columns={columns} rows={filled} keyOf={({ from }) => String(from)} />
    </>
  );
}
