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

const LAST_TIME = 8.64e15;

/** What is wrong with a bar, or null: its time must be whole milliseconds, figures finite, prices above zero and inside low and high, volume not negative. */
export function candleFault({ openAt, open, high, low, close, volume }: Candle): string | null {
  if (![openAt, open, high, low, close, volume].every(Number.isFinite)) return 'a figure is not a number';
  if (!Number.isInteger(openAt) || openAt < 0 || openAt > LAST_TIME) return 'the time is not in whole milliseconds';
  if (low <= 0) return 'a price is not above zero';
  if (low > Math.min(open, close) || high < Math.max(open, close)) return 'open or close lies outside of low and high';
  return volume < 0 ? 'the volume is negative' : null;
}
