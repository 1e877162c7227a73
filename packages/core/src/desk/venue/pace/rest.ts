import { MINUTE_MS, retryAfterMs } from '../../../kernel/time/index.ts';

/** So long at most whatever the header says: a wrong one must not keep the company blind. */
const LONGEST_MS = 10 * MINUTE_MS;

/**
 * How long an answer asks for rest; null where it does not. Instants in it are measured by the clock of who sent it;
 * `ourMs` is ours (UTC milliseconds), for one that shows none.
 */
export function restAsked(status: number, headers: Headers, ourMs: number): number | null {
  if (status !== 429 && status !== 503) return null;
  const theirMs = Date.parse(headers.get('date') ?? '');
  const nowMs = Number.isNaN(theirMs) ? ourMs : theirMs;
  const reset = secondsOf(headers.get('x-ratelimit-reset'));
  // Where there is no wait, the header names the second at which the oldest request no longer counts.
  const wait = retryAfterMs(headers, new Date(nowMs)) ?? (reset === null ? null : reset * 1000 - nowMs);
  return wait === null ? null : Math.min(Math.max(wait, 0), LONGEST_MS);
}

function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,11}$/.test(header.trim()) ? Number(header) : null;
}
