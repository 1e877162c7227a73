import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { drawNormal, type Random, randomOf } from '../measure/index.ts';
import { type Recording, writeRecording } from './recording.ts';

const START = Date.UTC(2025, 0, 1);
const FIVE_MS = 5 * MINUTE_MS;
const PAST_DAYS = 6;
const TOKENS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH'] as const;
/** Deviation of five minutes, in calm and in a run. */
const NOISE = { calm: 0.004, run: 0.012 } as const;
/** How many bars a run lasts, and how far it goes. */
const RUN = { bars: 144, least: 0.5, more: 0.8 } as const;
/** How often in a bar a run begins, and how often it ends in one that falls through every stop. */
const CHANCE = { run: 1 / 200, crash: 1 / 100 } as const;
const CRASH = 0.55;

/**
 * Writes candles of five minutes of a wild market: tokens double within half a day, and some lose half in one bar.
 * The market as a whole rises. Six days lie before its first instant.
 */
export async function recordWildDays(seed: string, days: number): Promise<Recording> {
  const bars = ((PAST_DAYS + days) * DAY_MS) / FIVE_MS;
  const files = TOKENS.map((token): readonly [string, readonly string[]] => [
    `${token}_USDT-5m.csv`,
    rowsOf(randomOf(`${seed}|${token}`), bars),
  ]);
  const from = new Date(START + PAST_DAYS * DAY_MS);
  return { ...(await writeRecording(files)), from, to: new Date(from.getTime() + days * DAY_MS) };
}

function rowsOf(random: Random, bars: number): readonly string[] {
  let [price, left, way] = [100, 0, 0];
  return Array.from({ length: bars }, (_, bar) => {
    if (left === 0 && random() < CHANCE.run) [left, way] = [RUN.bars, (RUN.least + RUN.more * random()) / RUN.bars];
    const crashes = left > 0 && random() < CHANCE.crash;
    left = crashes ? 0 : Math.max(0, left - 1);
    if (crashes) price *= CRASH;
    const open = price;
    price *= Math.exp((left > 0 ? way : 0.00005) + NOISE[left > 0 ? 'run' : 'calm'] * drawNormal(random));
    const [high, low] = [Math.max(open, price) * 1.002, Math.min(open, price) * 0.998];
    return [START + bar * FIVE_MS, open, high, low, price, left > 0 ? 4e6 : 1e6].join(',');
  });
}
