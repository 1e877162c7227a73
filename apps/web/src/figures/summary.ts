import { sayShare } from './money.ts';
import { daysBetween } from './time.ts';

export interface SummaryFacts {
  readonly equityUsd: string;
  readonly startingCapitalUsd: string;
  /** When the company opened, and what its clock shows. */
  readonly from: string;
  readonly to: string;
  /** What equal parts of the same tokens came to. */
  readonly holding: number | null;
  readonly wins: number;
  readonly losses: number;
}

/** How it goes, in one sentence or two: beside where it began, and beside holding. */
export function summaryOf(facts: SummaryFacts): string {
  const change = Number(facts.equityUsd) / Number(facts.startingCapitalUsd) - 1;
  const holding = facts.holding === null ? '' : `; holding the same tokens would be ${directionOf(facts.holding)}`;
  const opened = sayDays(daysBetween(facts.from, facts.to));
  return `It is ${directionOf(change)} since it opened ${opened}${holding}. ${wonOf(facts)}`;
}

function directionOf(change: number): string {
  if (Math.abs(change) < 0.0005) return 'where it began';
  return `${change < 0 ? 'down' : 'up'} ${sayShare(Math.abs(change))}`;
}

function sayDays(days: number): string {
  return days < 1 ? 'today' : days === 1 ? 'a day ago' : `${days} days ago`;
}

function wonOf({ wins, losses }: SummaryFacts): string {
  const ended = wins + losses;
  if (ended === 0) return 'No trade has ended yet.';
  return `${wins} of ${ended === 1 ? '1 trade' : `${ended} trades`} won.`;
}
