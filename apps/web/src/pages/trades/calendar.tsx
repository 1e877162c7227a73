import { type MouseEvent, useMemo } from 'react';
import { sayResult } from '../../figures/money.ts';
import { calendarOf, type Group } from '../../figures/trades/group.ts';
import { Result } from '../../parts/figure.tsx';
import { Scroll } from '../../parts/scroll.tsx';
import type { Column } from '../../parts/tables/table.tsx';
import { Twin } from '../../parts/tables/twin.tsx';
import { en } from '../../words/en.ts';
import type { Trade } from './trade.ts';

const STEP = 30;
const CELL = 27;
const LEFT = 34;
const TOP = 16;
const words = en.trades;

interface CalendarProps {
  readonly trades: readonly Trade[];
  readonly zone: string;
  readonly day: string | null;
  readonly choose: (day: string) => void;
}

const columns: readonly Column<Group>[] = [
  { name: words.day, cell: ({ key }) => key },
  { name: words.count, num: true, cell: ({ trades }) => trades },
  { name: words.won, num: true, cell: ({ wins }) => wins },
  { name: words.result, num: true, cell: ({ resultUsd }) => <Result usd={resultUsd} /> },
];

/** What each day of the company came to; a day shows its trades, and once more all. */
export function Calendar({ trades, zone, day, choose }: CalendarProps) {
  const weeks = useMemo(() => calendarOf(trades, zone), [trades, zone]);
  const days = weeks.flat().filter((one) => one !== null);
  const most = Math.max(0.01, ...days.map(({ resultUsd }) => Math.abs(resultUsd)));
  const width = LEFT + weeks.length * STEP;
  const height = TOP + 7 * STEP;
  return (
    <>
      <Scroll name={words.weeks}>
        <svg className="calendar" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          <title>{words.calendar}</title>
          {words.weekdays.map((name, i) => (
            <text key={name} x="0" y={TOP + i * STEP + 18}>
              {name}
            </text>
          ))}
          {weeks.map((week, w) => {
            const [first] = week.flatMap((one) => one ?? []);
            return (
              <g key={first?.key ?? w} transform={`translate(${LEFT + w * STEP} 0)`}>
                {first && first.key.slice(0, 7) !== keyBefore(weeks, w).slice(0, 7) && (
                  <text x="0" y="10">
                    {words.months[Number(first.key.slice(5, 7)) - 1]}
                  </text>
                )}
                {week.map((one, d) =>
                  one ? (
                    <Day
                      key={one.key}
                      one={one}
                      y={TOP + d * STEP}
                      most={most}
                      isOn={one.key === day}
                      choose={choose}
                    />
                  ) : (
                    <rect key={d} className="no-trades" y={TOP + d * STEP} width={CELL} height={CELL} rx="4" />
                  ),
                )}
              </g>
            );
          })}
        </svg>
      </Scroll>
      <Twin name={words.calendar} columns={columns} rows={days} keyOf={({ key }) => key} />
    </>
  );
}

const keyBefore = (weeks: readonly (readonly (Group | null)[])[], week: number) =>
  weeks
    .slice(0, week)
    .flat()
    .findLast((one) => one !== null)?.key ?? '';

interface DayProps {
  readonly one: Group;
  readonly y: number;
  readonly most: number;
  readonly isOn: boolean;
  readonly choose: (day: string) => void;
}

function Day({ one: { key, trades, resultUsd }, y, most, isOn, choose }: DayProps) {
  const said = words.daySays(key, sayResult(resultUsd), trades);
  const pick = (event: MouseEvent) => {
    event.preventDefault();
    choose(isOn ? '' : key);
  };
  return (
    <a
      href={`/trades?day=${key}`}
      onClick={pick}
      aria-label={said}
      {...(isOn ? { 'aria-current': 'true' as const } : {})}
    >
      <title>{said}</title>
      <rect
        className={`day ${resultUsd < 0 ? 'against' : 'for'}`}
        y={y}
        width={CELL}
        height={CELL}
        rx="4"
        fillOpacity={0.12 + 0.38 * Math.sqrt(Math.abs(resultUsd) / most)}
      />
      <text x={CELL / 2} y={y + 18} textAnchor="middle">
        {Number(key.slice(8))}
      </text>
    </a>
  );
}
