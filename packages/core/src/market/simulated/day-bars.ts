import { DAY_MS, MINUTE_MS } from '../../kernel/time/index.ts';
import type { Candle } from '../candle.ts';
import { placesOf } from '../precision.ts';
import { manners, regimeOf } from './day-walk.ts';
import { normal, randomOf } from './random.ts';
import type { SimulatedToken } from './tokens.ts';

export const MINUTES = 1440;

export interface DayRequest {
  readonly seed: string;
  readonly token: SimulatedToken;
  /** Days since 1970. */
  readonly day: number;
  /** Log price at the day's open. */
  readonly open: number;
  /** Log return from the day's open to its close. */
  readonly total: number;
  /** Whether the token is in a run while this day's trading begins. */
  readonly opensLively: boolean;
}

/**
 * A day of minutes that goes from the day's open to its close: clustered volatility, pushes (a run of an hour or two on
 * rising volume, some of which fail), and a curve of volume through the day. A pure function of seed, token and day.
 */
export function dayBars({ seed, token, day, open, total, opensLively }: DayRequest): readonly Candle[] {
  const random = randomOf(`${seed}|path|${token.symbol}|${day}`);
  const steps = pathOf(token, random, {
    restlessness: manners[regimeOf(seed, token.symbol, day)].volatility,
    opensLively,
  });
  const pull = (total - steps.sum) / MINUTES;
  const volume = (token.volumeUsd / MINUTES) * manners[regimeOf(seed, token.symbol, day)].volume;
  let level = open;
  return steps.moves.map((move, minute) => {
    const from = Math.exp(level);
    level += move + pull;
    const to = Math.exp(level);
    const wick = Math.abs(normal(random)) * steps.noise * 0.6;
    const high = Math.max(from, to) * (1 + wick * random());
    const low = Math.min(from, to) * (1 - wick * random());
    const traded = volume * (steps.activity[minute] ?? 1) * (0.4 + 1.2 * random()) * (1 + Math.abs(move) / steps.noise);
    return rounded(
      { openAt: day * DAY_MS + minute * MINUTE_MS, open: from, high, low, close: to, volume: traded / to },
      token.price,
    );
  });
}

interface Path {
  readonly moves: readonly number[];
  readonly activity: readonly number[];
  readonly sum: number;
  readonly noise: number;
}

interface DayManner {
  readonly restlessness: number;
  readonly opensLively: boolean;
}

function pathOf(token: SimulatedToken, random: () => number, { restlessness, opensLively }: DayManner): Path {
  const noise = (token.volatility * 0.7 * restlessness) / Math.sqrt(MINUTES);
  const push = pushesOf(token, random, opensLively);
  const moves: number[] = [];
  const activity: number[] = [];
  let heat = 1;
  let sum = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    heat = 0.97 * heat + 0.03 * (0.5 + Math.abs(normal(random)));
    const jump = random() < 0.0006 ? normal(random) * token.volatility * 0.25 : 0;
    const move = noise * heat * normal(random) + (push.moves[minute] ?? 0) + jump;
    moves.push(move);
    activity.push(
      (1 + 0.5 * Math.cos(((minute - 930) / MINUTES) * 2 * Math.PI)) *
        heat *
        (1 + (push.activity[minute] ?? 0)) *
        (jump === 0 ? 1 : 4),
    );
    sum += move;
  }
  return { moves, activity, sum, noise };
}

interface Pushes {
  readonly moves: Float64Array;
  readonly activity: Float64Array;
}

/** A few runs a day: an hour or two of one direction on rising volume, then half of them give most of it back. */
function pushesOf(token: SimulatedToken, random: () => number, opensLively: boolean): Pushes {
  const moves = new Float64Array(MINUTES);
  const activity = new Float64Array(MINUTES);
  const count = opensLively ? 1 : Math.floor(random() * 4);
  if (opensLively)
    addRun({ moves, activity }, { begin: 540, length: 400, size: token.volatility * (1.5 + 0.6 * random()) });
  for (let n = 0; n < count; n += 1) {
    const begin = Math.floor(random() * (MINUTES - 240));
    const length = 50 + Math.floor(random() * 110);
    const size = token.volatility * (0.4 + random()) * (random() < 0.62 ? 1 : -1);
    const fails = random() < 0.4;
    addRun({ moves, activity }, { begin, length, size });
    if (fails)
      addRun({ moves, activity: new Float64Array(MINUTES) }, { begin: begin + length, length, size: -0.8 * size });
  }
  return { moves, activity };
}

interface Run {
  readonly begin: number;
  readonly length: number;
  readonly size: number;
}

function addRun({ moves, activity }: Pushes, { begin, length, size }: Run): void {
  for (let i = 0; i < length && begin + i < MINUTES; i += 1) {
    moves[begin + i] = (moves[begin + i] ?? 0) + size / length;
    activity[begin + i] = (activity[begin + i] ?? 0) + 3 * (i / length);
  }
}

/** Prices in whole ticks of the contract. */
function rounded(bar: Candle, reference: number): Candle {
  const scale = 10 ** placesOf(reference);
  const round = (price: number) => Math.max(1, Math.round(price * scale)) / scale;
  const open = round(bar.open);
  const close = round(bar.close);
  return {
    openAt: bar.openAt,
    open,
    close,
    high: Math.max(open, close, round(bar.high)),
    low: Math.min(open, close, round(bar.low)),
    volume: Math.round(bar.volume),
  };
}
