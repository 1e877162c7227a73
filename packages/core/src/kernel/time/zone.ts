import { DAY_MS, HOUR_MS } from './units.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, fresh);
  return fresh;
}

/** The calendar day `YYYY-MM-DD` of an instant in a time zone: the company's trading day. */
export function dayOf(instant: Date, timeZone: string): string {
  return formatOf(timeZone).format(instant);
}

// No clock on a wall is further from UTC than this.
const FURTHEST_MS = 15 * HOUR_MS;

/**
 * The first instant of an instant's calendar day in a time zone. Where the clocks leave midnight out, the day begins
 * with what they show instead.
 */
export function startOfDay(instant: Date, timeZone: string): Date {
  const day = dayOf(instant, timeZone);
  let before = Date.parse(day) - FURTHEST_MS;
  let begun = before + 2 * FURTHEST_MS;
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    if (dayOf(new Date(middle), timeZone) < day) before = middle;
    else begun = middle;
  }
  return new Date(begun);
}

/** The calendar day before one, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}

const walls = new Map<string, Intl.DateTimeFormat>();

function wallOf(timeZone: string): Intl.DateTimeFormat {
  const known = walls.get(timeZone);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  walls.set(timeZone, fresh);
  return fresh;
}

export interface WallTime {
  /** `Mon` to `Sun`. */
  readonly weekday: string;
  /** Since midnight on the clock on the wall. */
  readonly minutes: number;
}

/** What the clock on the wall shows at an instant in a time zone. */
export function wallTimeOf(instant: Date, timeZone: string): WallTime {
  const parts = wallOf(timeZone).formatToParts(instant);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return { weekday: part('weekday'), minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}
