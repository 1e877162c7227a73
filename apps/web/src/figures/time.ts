export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const THIN = ' ';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, fresh);
  return fresh;
}

function partsOf(at: string | number | Date, zone: string): Record<string, string> {
  return Object.fromEntries(
    formatOf(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
}

/** `10 Jan 16:10` in a zone. */
export function sayTime(at: string | number | Date, zone: string): string {
  const { day, month, hour, minute } = partsOf(at, zone);
  return `${day} ${month} ${hour}:${minute}`;
}

/** `16:10` in a zone. */
export function sayClock(at: string | number | Date, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return `${hour}:${minute}`;
}

/** `16:10:04` in a zone. */
export function saySeconds(at: string | number | Date, zone: string): string {
  const { hour, minute, second } = partsOf(at, zone);
  return `${hour}:${minute}:${second}`;
}

/** `06 Jan 2025 11:00`, as the clock of the company shows it. */
export function sayFullTime(at: string | number | Date, zone: string): string {
  const { day, month, year, hour, minute } = partsOf(at, zone);
  return `${day} ${month} ${year} ${hour}:${minute}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2025-01-06`, the day of an instant in a zone. */
export function dayOf(at: string | number | Date, zone: string): string {
  const { day, month = '', year } = partsOf(at, zone);
  const no = months.findIndex((name) => month.startsWith(name)) + 1;
  return `${year}-${String(no).padStart(2, '0')}-${day}`;
}

/** The place that a zone is named after. */
export function sayZone(zone: string): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

const units = [
  [DAY_MS, 'd', HOUR_MS, 'h'],
  [HOUR_MS, 'h', MINUTE_MS, 'min'],
  [MINUTE_MS, 'min', SECOND_MS, 's'],
] as const;

/** A length of time in two units at most: `6 h 54 min`. */
export function saySpan(ms: number): string {
  const unit = units.find(([large]) => ms >= large);
  if (!unit) return `${Math.max(0, Math.floor(ms / SECOND_MS))}${THIN}s`;
  const [large, name, small, smallName] = unit;
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)}${THIN}${name}`;
  return rest === 0 ? whole : `${whole} ${rest}${THIN}${smallName}`;
}

/** How old something is: tenths below ten seconds, so that one sees it live. */
export function sayAge(ms: number): string {
  return ms < 10 * SECOND_MS ? `${(Math.max(0, ms) / SECOND_MS).toFixed(1)}${THIN}s` : saySpan(ms);
}

/** A length of machine time in milliseconds: tenths below ten. */
export function sayMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)}${THIN}ms`;
}
