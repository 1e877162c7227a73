/**
 * How long a server's answer asks to be left alone, in milliseconds, never below zero: `Retry-After-Ms`, or
 * `Retry-After` in seconds
 * or as a date (RFC 9110, section 10.2.3). A date is counted from the server's own clock where it tells it. Null:
 * nothing was asked.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const after = headers.get('retry-after')?.trim() ?? '';
  const told = Date.parse(headers.get('date') ?? '');
  const until = Date.parse(after) - (Number.isNaN(told) ? now.getTime() : told);
  const asked = [inMs(headers.get('retry-after-ms'), 1), inMs(after, 1000), /[a-z]/i.test(after) ? until : null];
  const rest = asked.find((ms) => ms !== null && !Number.isNaN(ms)) ?? null;
  return rest === null ? null : Math.max(0, rest);
}

function inMs(text: string | null, unitMs: number): number | null {
  return text !== null && /^\d{1,12}(\.\d+)?$/.test(text.trim()) ? Number(text) * unitMs : null;
}
