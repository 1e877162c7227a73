import { DAY_MS, dayOf, sayClock } from '../time.ts';

/** What these deciders need of a closed trade. */
export interface Grouped {
  readonly symbol: string;
  readonly source: string | null;
  readonly endedBy: string;
  readonly closedAt: string;
  readonly resultUsd: string;
  readonly outcome: 'win' | 'loss' | 'breakeven';
}

export type GroupName = 'token' | 'source' | 'hour' | 'exit';

export interface Group {
  readonly key: string;
  readonly trades: number;
  readonly wins: number;
  readonly resultUsd: number;
}

/** The hour of a day in which a trade closed, `00` to `23`. */
export const hourOf = ({ closedAt }: Pick<Grouped, 'closedAt'>, zone: string) => sayClock(closedAt, zone).slice(0, 2);

const keys = {
  token: ({ symbol }) => symbol,
  source: ({ source }) => source ?? '',
  hour: hourOf,
  exit: ({ endedBy }) => endedBy,
} as const satisfies Record<GroupName, (trade: Grouped, zone: string) => string>;

/** What trades came to by what they have in common: hours in their order, all else the best first. */
export function groupsOf(trades: readonly Grouped[], by: GroupName, zone: string): readonly Group[] {
  const groups = [...Map.groupBy(trades, (trade) => keys[by](trade, zone))].map(([key, some]) => totalOf(key, some));
  return groups.sort((a, b) => (by === 'hour' ? a.key.localeCompare(b.key) : b.resultUsd - a.resultUsd));
}

function totalOf(key: string, trades: readonly Grouped[]): Group {
  return {
    key,
    trades: trades.length,
    wins: trades.filter(({ outcome }) => outcome === 'win').length,
    resultUsd: trades.reduce((sum, { resultUsd }) => sum + Number(resultUsd), 0),
  };
}

const WEEK = 7;

/** The weeks from the first day on which a trade closed to the last, Monday first; null where none closed. */
export function calendarOf(trades: readonly Grouped[], zone: string): readonly (readonly (Group | null)[])[] {
  const days = Map.groupBy(trades, ({ closedAt }) => dayOf(closedAt, zone));
  const [first, last] = [[...days.keys()].sort().at(0), [...days.keys()].sort().at(-1)];
  if (first === undefined || last === undefined) return [];
  const begins = Date.parse(first) - weekdayOf(first) * DAY_MS;
  const weeks = Math.floor((Date.parse(last) - begins) / (WEEK * DAY_MS)) + 1;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK }, (__, day) => {
      const key = new Date(begins + (week * WEEK + day) * DAY_MS).toISOString().slice(0, 10);
      const some = days.get(key);
      return some ? totalOf(key, some) : null;
    }),
  );
}

/** From 0, a Monday, to 6. */
const weekdayOf = (day: string) => (new Date(day).getUTCDay() + WEEK - 1) % WEEK;
