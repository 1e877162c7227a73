import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../kernel/errors/index.ts';
import { printable } from '../../kernel/text/index.ts';
import { HOUR_MS } from '../../kernel/time/index.ts';
import { type CandleColumns, fingerprintOf, openedBy } from '../candle-columns.ts';
import { type BarSeries, closedBars } from '../closed-bars.ts';
import type { ListedContract, Market } from '../market.ts';
import { type PriceRange, precisionOf } from '../precision.ts';
import { readCandles } from './read-candles.ts';
import { looksLikeRecording, parseRecordingName, type RecordingFile, recordingFault } from './recording-file.ts';

export interface ReplayOptions {
  readonly dir: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Hears which files were left out. */
  readonly say?: (line: string) => void;
}

export interface Recording extends RecordingFile {
  readonly columns: CandleColumns;
}

/** Without REPLAY_FROM company time begins a day and a half into the recording, so that indicators have a past. */
const WARM_UP_MS = 36 * HOUR_MS;
/** Together 960 MB in memory. */
const MOST_BARS = 20_000_000;
const NAMED = 5;

/**
 * Plays recorded candles of a folder, many symbols on one clock. Throws a `StartError` that names what cannot be
 * played.
 */
export async function openReplayMarket(options: ReplayOptions): Promise<Market> {
  const recordings = await readFolder(options.dir, options.say);
  const barMs = recordings[0]?.intervalMs ?? 0;
  const first = Math.min(...recordings.map(({ columns }) => columns.openAt(0)));
  const last = Math.max(...recordings.map(({ columns }) => columns.openAt(columns.length - 1) + barMs));
  const startsAt = options.from ?? new Date(Math.min(first + WARM_UP_MS, last));
  const endsAt = options.to && options.to.getTime() < last ? options.to : new Date(last);
  if (startsAt.getTime() < first || startsAt.getTime() >= endsAt.getTime()) {
    throw new StartError(
      'bad_range',
      `the recording runs from ${new Date(first).toISOString()} to ${new Date(last).toISOString()}: ` +
        'REPLAY_FROM and REPLAY_TO must lie within',
    );
  }
  const series = new Map(
    recordings.map(({ contract, columns }) => [contract, seriesOf(columns, barMs, endsAt.getTime())]),
  );
  const contracts = recordings.map(listed);
  const names = recordings.map(({ contract }) => contract).join(', ');
  return {
    name: 'replay',
    range:
      `${names} (${fingerprintOf(recordings.map(({ columns }) => columns))}) ` +
      `${startsAt.toISOString()}..${endsAt.toISOString()}`,
    barMs,
    startsAt,
    endsAt,
    contracts: () => contracts,
    ...closedBars(barMs, (contract) => series.get(contract)),
    nextBarCloseAfter: (now) => {
      const next = Math.min(...recordings.map(({ columns }) => nextClose(columns, barMs, now.getTime())));
      return next <= endsAt.getTime() ? new Date(next) : null;
    },
  };
}

/** Bars close `barMs` after they open; the end of the range hides what lies behind it. */
function seriesOf(columns: CandleColumns, barMs: number, endsAt: number): BarSeries {
  return {
    closedBy: (at) => openedBy(columns, Math.min(at, endsAt) - barMs),
    at: (index) => columns.at(index),
  };
}

/** When the next bar of a contract closes; infinitely late after its last. */
function nextClose(columns: CandleColumns, barMs: number, now: number): number {
  const next = openedBy(columns, now - barMs);
  return next < columns.length ? columns.openAt(next) + barMs : Number.POSITIVE_INFINITY;
}

/** Every recording of a folder, all of one interval. Throws a `StartError` that names what cannot be read. */
export async function readFolder(
  dir: string,
  say: (line: string) => void = () => undefined,
): Promise<readonly Recording[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new StartError('no_recording', `REPLAY_DIR ${dir} cannot be read`, { cause });
  });
  const files = names
    .map(parseRecordingName)
    .filter((file) => file !== null)
    .sort((a, b) => (a.contract < b.contract ? -1 : 1));
  const leftOut = names.filter((name) => parseRecordingName(name) === null && looksLikeRecording(name)).sort();
  refuseFolder(dir, files, leftOut);
  if (leftOut.length > 0)
    say(`Left out of ${dir}, since their names are not like BONK_USDT-5m.csv.gz: ${few(leftOut)}`);
  const recordings: Recording[] = [];
  let bars = 0;
  for (const file of files) {
    const columns = await readCandles(join(dir, file.file), file.intervalMs);
    bars += columns.length;
    if (bars > MOST_BARS) throw new StartError('bad_recording', `${dir} holds more than ${MOST_BARS} bars`);
    recordings.push({ ...file, columns });
  }
  return recordings;
}

function refuseFolder(dir: string, files: readonly RecordingFile[], leftOut: readonly string[]): void {
  const refuse = (code: string, why: string): never => {
    throw new StartError(code, why);
  };
  const there = leftOut.length > 0 ? `, but ${few(leftOut)}` : '';
  if (files.length === 0)
    refuse('no_recording', `REPLAY_DIR ${dir} holds no file named like BONK_USDT-5m.csv.gz${there}`);
  for (const file of files) {
    const fault = recordingFault(file);
    if (fault) refuse('bad_recording', `${file.file} ${fault}`);
  }
  if (new Set(files.map((file) => file.intervalMs)).size > 1)
    refuse('bad_recording', `the files in ${dir} have different intervals: keep one interval in a folder`);
  const twice = files.find((file, i) => files.findIndex((other) => other.contract === file.contract) !== i);
  if (twice) refuse('bad_recording', `${dir} holds ${twice.contract} twice`);
}

function few(names: readonly string[]): string {
  const more = names.length - NAMED;
  const named = names.slice(0, NAMED).map(printable).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

function listed({ contract, symbol, quote, columns }: Recording): ListedContract {
  return { contract, symbol, quote, ...precisionOf(rangeOf(columns)), firstBarAt: new Date(columns.openAt(0)) };
}

/**
 * The lowest and the highest price of a whole recording: a token may begin at a thousandth of what it is worth later.
 */
function rangeOf(columns: CandleColumns): PriceRange {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < columns.length; i += 1) {
    const bar = columns.at(i);
    low = Math.min(low, bar.low);
    high = Math.max(high, bar.high);
  }
  return { low, high };
}
