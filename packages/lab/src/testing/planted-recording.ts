import { HOUR_MS } from '@atc/core/kernel/time';
import { drawNormal, randomOf } from '../measure/index.ts';
import { type Recording, writeRecording } from './recording.ts';

/** Candles whose truth is known. */
export interface Planted {
  readonly seed: string;
  readonly days: number;
  /** What a price gains or loses in a day while it trends, as a fraction; 0: it never does. */
  readonly drift: number;
  /** The day from which on prices run another way; undefined: never. */
  readonly turnedFrom?: number;
}

const START = Date.UTC(2024, 0, 1);
const TOKENS = ['AAA', 'BBB', 'CCC'] as const;
const HOURS_A_DAY = 24;
/** Deviation of an hour. */
const NOISE = 0.004;
/** Hours after which a trend turns. */
const TREND = { least: 96, more: 96 } as const;

/** Writes hourly candles of three tokens, each rising and falling by turns, beneath noise. */
export async function plantRecording(planted: Planted): Promise<Pick<Recording, 'dir' | 'remove'>> {
  return writeRecording(TOKENS.map((token) => [`${token}_USDT-1h.csv`, rowsOf(token, planted)]));
}

function rowsOf(token: string, { seed, days, drift, turnedFrom = days }: Planted): readonly string[] {
  const random = randomOf(`${seed}|${token}`);
  let [price, way, left] = [100, random() < 0.5 ? 1 : -1, 0];
  return Array.from({ length: days * HOURS_A_DAY }, (_, hour) => {
    if (left === 0) [way, left] = [-way, TREND.least + Math.floor(random() * TREND.more)];
    left -= 1;
    const open = price;
    const change = (way * drift) / HOURS_A_DAY + NOISE * drawNormal(random);
    price *= Math.exp(hour < turnedFrom * HOURS_A_DAY ? change : -change);
    const [high, low] = [Math.max(open, price) * 1.001, Math.min(open, price) * 0.999];
    return [START + hour * HOUR_MS, open, high, low, price, 1e6].join(',');
  });
}
