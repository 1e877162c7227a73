import { Link } from 'wouter';
import { sayR } from '../../figures/money.ts';
import type { Column } from '../../parts/tables/table.tsx';
import { Twin } from '../../parts/tables/twin.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

const words = en.trades;
const WIDTH = 320;
const HEIGHT = 200;
const PAD = 26;

interface Ran {
  readonly id: string;
  readonly symbol: string;
  readonly mae: number;
  readonly r: number;
}

const columns: readonly Column<Ran>[] = [
  { name: words.token, cell: ({ id, symbol }) => <Link href={`/trades/${id}`}>{symbol}</Link> },
  { name: words.ranAgainst, num: true, cell: ({ mae }) => sayR(mae) },
  { name: words.result, num: true, cell: ({ r }) => sayR(r) },
];

/** How far trades ran against their entry beside what came of them: winners that ran deep had stops that nearly hit. */
export function Excursions({ trades }: { readonly trades: readonly Trade[] }) {
  const ran = trades.flatMap(({ id, symbol, maeR, r }) =>
    maeR === null || r === null ? [] : [{ id, symbol, mae: maeR, r }],
  );
  if (ran.length === 0) return <p className="empty">{words.noRan}</p>;
  const deepest = Math.min(-1, ...ran.map(({ mae }) => mae));
  const [low, high] = [Math.min(-1, ...ran.map(({ r }) => r)), Math.max(1, ...ran.map(({ r }) => r))];
  const x = (mae: number) => PAD + (1 - mae / deepest) * (WIDTH - 2 * PAD);
  const y = (r: number) => PAD / 2 + ((high - r) / (high - low)) * (HEIGHT - 1.5 * PAD);
  return (
    <>
      <svg
        className="excursions"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words.excursionsSays(ran.length, sayR(deepest), sayR(high))}
      >
        <path className="track" d={`M${PAD} ${y(0)}H${WIDTH - PAD}M${x(-1)} ${PAD / 2}V${HEIGHT - PAD}`} />
        <text x={PAD} y={HEIGHT - 8}>
          {sayR(deepest)}
        </text>
        <text x={WIDTH - PAD} y={HEIGHT - 8} textAnchor="end">
          {words.ranAgainst} 0 R
        </text>
        <text x={PAD} y={y(high) + 4}>
          {sayR(high)}
        </text>
        <text x={PAD} y={y(low) - 3}>
          {sayR(low)}
        </text>
        {ran.map(({ id, mae, r }) => (
          <circle key={id} cx={x(mae)} cy={y(r)} r="3.4" className={r < 0 ? 'against' : 'for'} />
        ))}
      </svg>
      <Twin name={words.excursions} columns={columns} rows={ran} keyOf={({ id }) => id} />
    </>
  );
}
