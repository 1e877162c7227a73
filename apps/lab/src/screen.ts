import { sayCount, sayPct, sayShare, sayUsd } from '@atc/core/kernel/figures';
import type { CheckLine } from '@atc/lab/checks';
import type { DeskRun } from '@atc/lab/desk';
import type { Summary } from '@atc/lab/measure';
import type { Lab } from './open-lab.ts';

const NAME_WIDTH = 30;
const MOST_REFUSALS = 5;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const right = (text: string, width: number): string => text.padStart(width);

/** What holding would have done, then the desk, then cash. */
export function comparison({ hold, world }: Pick<Lab, 'hold' | 'world'>, desk: Summary): readonly string[] {
  const tokens = sayCount(world.market.contracts().length, 'token');
  const row = (name: string, gain: number, rest: string) =>
    `${name.padEnd(NAME_WIDTH)}${right(sayPct(gain), 9)}${rest}`;
  const fall = (deepest: number) => `   deepest fall ${sayShare(deepest)}`;
  return [
    row(`Holding ${tokens}`, hold.gainPct, fall(hold.deepestFall)),
    row('The desk', desk.gainPct, `${fall(desk.deepestFall)}, ${sayUsd(desk.equityUsd)} at the end`),
    row('Cash', 0, ''),
  ];
}

/** What refused most. */
export function refused({ refusals }: Pick<DeskRun, 'refusals'>): readonly string[] {
  const most = Object.entries(refusals).slice(0, MOST_REFUSALS);
  const said = most.map(([check, times]) => `${check.replaceAll('_', ' ')} ${times}`).join(', ');
  return said === '' ? [] : [`Refused most often by: ${said}`];
}

/** What was played, and what is missing in it. */
export function heading({ world, notes }: Pick<Lab, 'world' | 'notes'>): readonly string[] {
  const { name, startsAt, endsAt } = world.market;
  const market = name === 'replay' ? 'Recorded candles' : 'Simulated market';
  return [`${market}, ${dayOf(startsAt)} to ${dayOf(endsAt)}`, ...notes];
}

/** What a check found, `passed  purity: …`. */
export function sayCheck({ name, passed, found }: CheckLine): string {
  return `${passed ? 'passed' : 'FAILED'}  ${name}: ${found}`;
}

/** A run and what it is called. */
export interface NamedRun {
  readonly name: string;
  readonly summary: Summary;
}

/** One line for each run, with what it gains on the first. */
export function table(rows: readonly NamedRun[]): readonly string[] {
  const whole = rows[0]?.summary.gainPct ?? 0;
  const head = ['equity', 'against it', 'trades', 'won', 'fees', 'deepest fall'];
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(NAME_WIDTH)}${cells.map((cell, i) => right(cell, i === 1 || i === 5 ? 13 : 11)).join('')}`;
  return [
    line('', head),
    ...rows.map(({ name, summary }, i) =>
      line(name, [
        sayPct(summary.gainPct),
        i === 0 ? '' : sayPct(summary.gainPct - whole),
        String(summary.trades),
        summary.wonShare === null ? '–' : sayShare(summary.wonShare, 0),
        sayUsd(summary.feesUsd),
        sayShare(summary.deepestFall),
      ]),
    ),
  ];
}
