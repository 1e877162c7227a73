import { DAY_MS, dayOf, wallTimeOf } from '../../kernel/time/index.ts';
import type { TradingPlace } from '../instruments/index.ts';

/** A moment as the clock of an exchange in New York shows it. */
interface Wall {
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minutes: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const HOUR = 60;
const OPENS = 9.5 * HOUR;
const CLOSES = 16 * HOUR;
/** Just after the bell there is not yet a price of everything. */
const BELL_MINUTES = 10;
/** Futures rest for an hour each day, and from Friday until Sunday evening. */
const FUTURES_REST = { from: 17 * HOUR, until: 18 * HOUR };
const SUNDAY = 0;
const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Whether a class is surely traded at an instant, so that silence is a fault: crypto always; shares and options from
 * ten minutes after the bell of the New York Stock Exchange until it closes; futures of CME but for their daily rest
 * and their weekend. On holidays of the exchange, and in the afternoon of its short days, nothing is sure.
 */
export function isTraded(assetClass: TradingPlace['assetClass'], at: Date): boolean {
  if (assetClass === 'crypto') return true;
  const wall = wallOf(at);
  return assetClass === 'future' ? futuresTrade(wall) : sharesTrade(wall);
}

function sharesTrade(wall: Wall): boolean {
  const { weekday, minutes } = wall;
  if (weekday === SUNDAY || weekday === SATURDAY || isHoliday(wall)) return false;
  return minutes >= OPENS + BELL_MINUTES && minutes < (isShort(wall) ? CLOSES - 3 * HOUR : CLOSES);
}

function futuresTrade(wall: Wall): boolean {
  const { weekday, minutes } = wall;
  const evening = minutes >= FUTURES_REST.until + BELL_MINUTES;
  if (weekday === SATURDAY || isHoliday(wall)) return false;
  if (weekday === SUNDAY) return evening;
  return minutes < FUTURES_REST.from || (evening && weekday !== FRIDAY);
}

const MONDAY = 1;
const THURSDAY = 4;

/**
 * Days of the year on which the exchange is closed; one that falls on a weekend is kept on the Friday before or the
 * Monday after.
 */
function isHoliday({ weekday, year, month, day }: Wall): boolean {
  const nth = Math.ceil(day / 7);
  const fixed = [
    [1, 1],
    [6, 19],
    [7, 4],
    [12, 25],
  ] as const;
  const kept = fixed.some(
    ([inMonth, on]) =>
      month === inMonth &&
      (day === on || (weekday === MONDAY && day === on + 1) || (weekday === FRIDAY && day === on - 1)),
  );
  const lastMonday = weekday === MONDAY && day + 7 > 31;
  return (
    kept ||
    (weekday === MONDAY && nth === 3 && (month === 1 || month === 2)) ||
    (month === 5 && lastMonday) ||
    (weekday === MONDAY && nth === 1 && month === 9) ||
    (weekday === THURSDAY && nth === 4 && month === 11) ||
    (weekday === FRIDAY && Date.UTC(year, month - 1, day) === goodFriday(year))
  );
}

/** Two days before Easter, whose Sunday is computed as Meeus, Jones and Butcher do. */
function goodFriday(year: number): number {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const days = moon + sunday - 7 * late + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1) - 2 * DAY_MS;
}

/** Days on which the exchange closes at one o'clock. */
function isShort({ weekday, month, day }: Wall): boolean {
  return (
    (month === 11 && weekday === FRIDAY && day >= 23 && day <= 29) ||
    (month === 12 && day === 24) ||
    (month === 7 && day === 3)
  );
}

const NEW_YORK = 'America/New_York';
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function wallOf(at: Date): Wall {
  const { weekday, minutes } = wallTimeOf(at, NEW_YORK);
  const [year = 0, month = 0, day = 0] = dayOf(at, NEW_YORK).split('-').map(Number);
  return { weekday: WEEKDAYS.indexOf(weekday), minutes, year, month, day };
}
