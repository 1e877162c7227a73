import { HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';

/** What came of posting a notification. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly restMs: number | null }
  | { readonly kind: 'failed'; readonly error: string };

export type AttemptEnd =
  | { readonly end: 'sent' }
  | { readonly end: 'again'; readonly afterMs: number; readonly error: string }
  | { readonly end: 'dead'; readonly error: string };

const MOST_ATTEMPTS = 10;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = HOUR_MS;
/** Answers of a client's fault that may pass by themselves: timeout, conflict, too early, too many. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);

/**
 * How an attempt ends, the first being number 1: any 2xx is taken for received; a refusal ends it at once; all else is
 * tried again after a wait that doubles, or as long as the receiver asks for, ten times in all.
 */
export function endOfAttempt(answer: Answer, attempt: number): AttemptEnd {
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return { end: 'sent' };
  const error = answer.kind === 'failed' ? answer.error : `the receiver answered ${answer.status}`;
  if (isRefusal(answer) || attempt >= MOST_ATTEMPTS) return { end: 'dead', error };
  const asked = answer.kind === 'answered' ? answer.restMs : null;
  const wait = asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
  return { end: 'again', afterMs: Math.min(wait, LONGEST_WAIT_MS), error };
}

/** Redirects are not followed: a signed body goes where its owner said and nowhere else. */
function isRefusal(answer: Answer): boolean {
  return answer.kind === 'answered' && answer.status >= 300 && answer.status < 500 && !PASSING.has(answer.status);
}

/** Milliseconds until the same alarm is told again, by how often it was told. */
const PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS] as const;
const LONGEST_PAUSE_MS = HOUR_MS;
/** A receiver that did not take an alarm is tried again after this. */
const UNHEARD_MS = 15_000;

/** What was told of a cause that has not ended. */
export interface ToldAlarm {
  readonly times: number;
  /** On the clock that the caller passes as `now`. */
  readonly againAt: number;
}

/** What is noted when an alarm is told now, or null while it is too early to tell it again. */
export function tellNow(told: ToldAlarm | undefined, now: number): ToldAlarm | null {
  if (told && now < told.againAt) return null;
  const times = (told?.times ?? 0) + 1;
  return { times, againAt: now + (PAUSES_MS[times - 1] ?? LONGEST_PAUSE_MS) };
}

/** What is noted of an alarm that its receiver did not take. */
export function tellSoon(told: ToldAlarm, now: number): ToldAlarm {
  return { times: told.times, againAt: now + UNHEARD_MS };
}
