import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import type { Curves } from '../../charts/drawing.ts';
import { sayUsd } from '../../figures/money.ts';
import { sayTime } from '../../figures/time.ts';
import { Part } from '../../parts/part.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import { en } from '../../words/en.ts';

type Snapshot = OutputOf<'GET /api/portfolio/history'>['items'][number];

const READ = { query: { limit: 200 } } as const;

/** How equity went. */
export function EquityCard({ zone }: { readonly zone: string }) {
  const of = useRead('GET /api/portfolio/history', READ);
  return (
    <Part title={en.equity.title} of={of}>
      {({ items }) => <EquityChart newestFirst={items} zone={zone} />}
    </Part>
  );
}

function EquityChart({ newestFirst, zone }: { readonly newestFirst: readonly Snapshot[]; readonly zone: string }) {
  const items = useMemo(() => newestFirst.toReversed(), [newestFirst]);
  const drawing = useMemo(() => drawingOf(items, zone), [items, zone]);
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last || items.length < 2) return <p className="empty">{en.equity.none}</p>;
  return (
    <Chart
      name={en.equity.says(sayUsd(first.totalValue), sayUsd(last.totalValue))}
      drawing={drawing}
      table={<EquityTable items={items} zone={zone} />}
    />
  );
}

function EquityTable({ items, zone }: { readonly items: readonly Snapshot[]; readonly zone: string }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th>{en.equity.time}</th>
          <th className="num">{en.equity.title}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ timestamp, totalValue }) => (
          <tr key={timestamp}>
            <td>{sayTime(timestamp, zone)}</td>
            <td className="num">{sayUsd(totalValue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function drawingOf(items: readonly Snapshot[], zone: string): Curves {
  const points = items.map(({ timestamp, totalValue }) => ({ at: timestamp, value: Number(totalValue) }));
  return { kind: 'curves', zone, curves: [{ name: en.equity.title, points, tone: 'link', dashed: false }] };
}
