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
