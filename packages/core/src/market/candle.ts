/** One bar of trade. Prices and volume are floats: figures of the market, not of the company's books. */
export interface Candle {
  /** When the bar began, UTC milliseconds. */
  readonly openAt: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In base units; 0 where none is known. */
  readonly volume: number;
}

const EARLIEST_MS = Date.UTC(1990, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
/** What times are written in by others, and how many milliseconds one is. */
const UNITS = [
  ['seconds', 1000],
  ['microseconds', 1e-3],
  ['nanoseconds', 1e-6],
] as const;

const isOfOurTime = (ms: number) => ms >= EARLIEST_MS && ms < LATEST_MS;

/** What is wrong with an instant of the market, or null: UTC milliseconds, whole, of the years 1990 to 2099. */
export function instantFault(ms: number): string | null {
  if (isOfOurTime(ms)) return Number.isInteger(ms) ? null : 'the time is not in whole milliseconds';
  const unit = UNITS.find(([, factor]) => isOfOurTime(ms * factor));
  if (unit) return `the time ${ms} is in ${unit[0]}: it must be in UTC milliseconds`;
  return `the time ${ms} lies outside of the years 1990 to 2099: it must be in UTC milliseconds`;
}

/**
 * What is wrong with a bar, or null: an instant in UTC milliseconds, figures finite, prices above zero and inside low
 * and high, volume not negative.
 */
export function candleFault({ openAt, open, high, low, close, volume }: Candle): string | null {
  if (![openAt, open, high, low, close, volume].every(Number.isFinite)) return 'a figure is not a number';
  const untimely = instantFault(openAt);
  if (untimely) return untimely;
  if (low <= 0) return 'a price is not above zero';
  if (low > Math.min(open, close) || high < Math.max(open, close)) return 'open or close lies outside of low and high';
  return volume < 0 ? 'the volume is negative' : null;
}
