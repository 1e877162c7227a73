import { MINUTE_MS } from './time.ts';

const FEWEST = 80;
const MOST = 300;
const AROUND = 0.5;

export interface Span {
  readonly count: number;
  /** The instant behind the last candle; undefined: now. */
  readonly to: string | undefined;
}

/** How many candles of so many minutes show a trade with half of its length on either side. */
export function spanOf(
  { openedAt, closedAt }: { readonly openedAt: string | null; readonly closedAt: string | null },
  minutes: number,
): Span {
  if (openedAt === null || closedAt === null) return { count: FEWEST * 1.5, to: undefined };
  const candleMs = minutes * MINUTE_MS;
  const lengthMs = Date.parse(closedAt) - Date.parse(openedAt);
  const aroundMs = Math.max(lengthMs * AROUND, candleMs * 20);
  const count = Math.ceil((lengthMs + 2 * aroundMs) / candleMs);
  const end = Math.ceil((Date.parse(closedAt) + aroundMs) / candleMs) * candleMs;
  return { count: Math.min(MOST, Math.max(FEWEST, count)), to: new Date(end).toISOString() };
}
