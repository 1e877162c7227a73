import { wallTimeOf } from '../../kernel/time/index.ts';

/** What a memory may be about. */
export const subjectKinds = ['token', 'source', 'indicator', 'regime', 'hour', 'weekday', 'hold'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** The name under which memories about something are found: `token:WIF`. */
export function subjectOf(kind: SubjectKind, value: string): string {
  return `${kind}:${value}`;
}

const quarters = ['night (0–6)', 'morning (6–12)', 'afternoon (12–18)', 'evening (18–24)'] as const;

/** The part of the company's day that an hour lies in; null of an hour that there is not. */
export function quarterOf(hour: number): string | null {
  return quarters[Math.floor(hour / 6)] ?? null;
}

/** What is known of a purchase before it is made. */
export interface PurchaseFacts {
  readonly symbol: string;
  /** The record of its signal's source; null without a signal. */
  readonly source: string | null;
  /** What spoke for it most; null where nothing did. */
  readonly indicator: string | null;
  /** What the market as a whole is like; null while too little is known. */
  readonly regime: string | null;
  readonly at: Date;
  readonly timeZone: string;
}

/** Everything that a memory which bears on a purchase may be about. */
export function subjectsOfPurchase({
  symbol,
  source,
  indicator,
  regime,
  at,
  timeZone,
}: PurchaseFacts): readonly string[] {
  const { minutes, weekday } = wallTimeOf(at, timeZone);
  const known: readonly (readonly [SubjectKind, string | null])[] = [
    ['token', symbol],
    ['source', source],
    ['indicator', indicator],
    ['regime', regime],
    ['hour', quarterOf(Math.floor(minutes / 60))],
    ['weekday', weekday],
  ];
  return known.flatMap(([kind, value]) => (value === null ? [] : [subjectOf(kind, value)]));
}
