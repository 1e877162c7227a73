import { sayCount } from '@atc/core/kernel/figures';
import type { StrategyRun } from '@atc/lab/strategies';

const REFUSALS = {
  positions: 'as many positions as it may have',
  entries_per_day: 'as many entries as a day may have',
  rest: 'a token that rests',
  no_plan: 'prices that cannot be said yet',
  no_cash: 'no cash',
  no_volume: 'nothing that is traded',
} as const;

/** What kept a strategy from buying, most often first; a sentence where nothing was bought at all. */
export function refusedLine({ refused, trades, held }: StrategyRun): readonly string[] {
  const most = Object.entries(refused).sort(([, a], [, b]) => b - a);
  const said = most.map(([name, times]) => `${sayCount(times, 'time')} ${sayRefusal(name)}`).join(', ');
  if (trades.length + held.length > 0) return said === '' ? [] : [`Not bought because of: ${said}`];
  return [
    said === '' ? 'It never trades: its entry held at no bar.' : `It never trades. Not bought because of: ${said}`,
  ];
}

function sayRefusal(name: string): string {
  return Object.entries(REFUSALS).find(([key]) => key === name)?.[1] ?? name;
}
