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
const LONGEST_WAIT_MS = 3_600_000;
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
