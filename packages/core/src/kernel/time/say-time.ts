import { wallTimeOf } from './zone.ts';

const dates = new Map<string, Intl.DateTimeFormat>();

function dateOf(timeZone: string): Intl.DateTimeFormat {
  const known = dates.get(timeZone);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat('en-GB', { timeZone, day: '2-digit', month: 'short', year: 'numeric' });
  dates.set(timeZone, fresh);
  return fresh;
}

/** A time of day as the clock on the wall shows it, `06:30`. */
export function sayClock(at: Date, timeZone: string): string {
  const { minutes } = wallTimeOf(at, timeZone);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A time with its date, `06 Jan, 06:30`. */
export function sayTime(at: Date, timeZone: string): string {
  const date = dateOf(timeZone).format(at);
  return `${date.slice(0, date.lastIndexOf(' '))}, ${sayClock(at, timeZone)}`;
}

/** A time with its year and where its clock hangs, `06 Jan 2025, 06:30 Los Angeles`: replays show other years. */
export function sayFullTime(at: Date, timeZone: string): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ');
  return `${dateOf(timeZone).format(at)}, ${sayClock(at, timeZone)} ${place}`;
}
