const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** How long ago something was, in words. */
export function sayAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2 * MINUTE_S) return `${seconds} s`;
  if (seconds < 2 * HOUR_S) return `${Math.round(seconds / MINUTE_S)} minutes`;
  return seconds < 2 * DAY_S ? `${(seconds / HOUR_S).toFixed(1)} hours` : `${(seconds / DAY_S).toFixed(1)} days`;
}
