import { useMemo, useState } from 'react';
import { Chart } from '../../charts/chart.tsx';
import type { Curves } from '../../charts/drawing.ts';
import { sayUsd } from '../../figures/money.ts';
import { HOUR_MS, sayTime } from '../../figures/time.ts';
import { Choice } from '../../parts/choice.tsx';
import { Part } from '../../parts/part.tsx';
import type { OutputOf } from '../../server/call.ts';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';

type Moment = OutputOf<'GET /api/portfolio/history'>['items'][number];

const POINTS = 300;
const DAY_H = 24;
const ranges = { day: DAY_H, week: 7 * DAY_H, month: 30 * DAY_H, all: null } as const;
type Range = keyof typeof ranges;

type EquityCardProps = Pick<Desk, 'zone' | 'now' | 'startsAt'>;

/** Equity beside what holding the same tokens had come to. */
export function EquityCard({ zone, now, startsAt }: EquityCardProps) {
  const [range, setRange] = useState<Range>('all');
  const hours = ranges[range];
  // Asked from a whole hour on, so that it is the same question for an hour.
  const hour = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS;
  const from = hours === null ? undefined : new Date(hour - hours * HOUR_MS).toISOString();
  // In its first instant a company has no past to ask for.
  const when = Date.parse(now) > Date.parse(startsAt);
  const of = useRead('GET /api/portfolio/history', { query: { points: POINTS, with: 'holding', from } }, { when });
  const title = en.equity.title;
  if (!when)
    return (
      <Part title={title} of={{ ...of, data: null }}>
        {NoCurve}
      </Part>
    );
  return (
    <Part
      title={title}
      of={of}
      beside={<Choice name={en.equity.range} of={en.equity.ranges} chosen={range} choose={setRange} />}
    >
      {({ items }) => <EquityChart items={items} zone={zone} />}
    </Part>
  );
}

const NoCurve = () => <p className="empty tall">{en.equity.none}</p>;

function EquityChart({ items, zone }: { readonly items: readonly Moment[]; readonly zone: string }) {
  const drawing = useMemo(() => drawingOf(items, zone), [items, zone]);
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last || items.length < 2) return <NoCurve />;
  return (
    <Chart
      name={en.equity.says(sayUsd(first.totalValue), sayUsd(last.totalValue))}
      drawing={drawing}
      table={<EquityTable items={items} zone={zone} />}
    />
  );
}

function EquityTable({ items, zone }: { readonly items: readonly Moment[]; readonly zone: string }) {
  return (
    <table className="rows">
      <thead>
        <tr>
          <th>{en.equity.time}</th>
          <th className="num">{en.equity.title}</th>
          <th className="num">{en.equity.holding}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ timestamp, totalValue, holdingUsd }) => (
          <tr key={timestamp}>
            <td>{sayTime(timestamp, zone)}</td>
            <td className="num">{sayUsd(totalValue)}</td>
            <td className="num">{holdingUsd == null ? '–' : sayUsd(holdingUsd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function drawingOf(items: readonly Moment[], zone: string): Curves {
  const holding = items.flatMap(({ timestamp, holdingUsd }) =>
    holdingUsd == null ? [] : [{ at: timestamp, value: Number(holdingUsd) }],
  );
  const equity = items.map(({ timestamp, totalValue }) => ({ at: timestamp, value: Number(totalValue) }));
  return {
    kind: 'curves',
    zone,
    curves: [
      { name: en.equity.holding, points: holding, tone: 'faint', dashed: true },
      { name: en.equity.title, points: equity, tone: 'link', dashed: false },
    ],
  };
}
