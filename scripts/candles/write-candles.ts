import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type { CandleOrder } from './candle-order.ts';
import type { CandleSource, Line } from './exchange-candles.ts';

const HEADER = 'timestamp_ms,open,high,low,close,volume\n';

export type Progress = (share: number, lines: number) => void;

export interface Target {
  readonly path: string;
  readonly progress: Progress;
  /** Machine time in milliseconds: a bar that closes later still runs. */
  readonly nowMs: () => number;
}

/**
 * Fetches an order into its file page by page and returns the number of candles added. A file is made with its first
 * candle, never before. One that was begun is gone on with; its last candle is fetched again, since it may have been
 * stored while it ran. A candle that has not closed is left out. A file that begins after the order's end is refused.
 */
export async function writeCandles(source: CandleSource, order: CandleOrder, target: Target): Promise<number> {
  let { nextMs, keptBytes, again } = await resumeAt(target.path, order);
  let added = 0;
  while (nextMs < Math.min(order.toMs, target.nowMs())) {
    const page = (await source.fetchPage(order, nextMs)).filter(({ openMs }) => openMs >= nextMs);
    const lines = closedOf(page, order, target.nowMs());
    const last = lines.at(-1);
    if (last) {
      await write(target.path, lines, keptBytes);
      added += lines.length - (lines[0]?.openMs === again ? 1 : 0);
      [nextMs, keptBytes, again] = [last.openMs + order.intervalMs, null, null];
    } else if (page.length > 0) break;
    // A token has no candle before its listing, and some exchanges look no further than one page.
    else nextMs += source.pageSize * order.intervalMs;
    target.progress(Math.min(1, (nextMs - order.fromMs) / (order.toMs - order.fromMs)), added);
  }
  return added;
}

function closedOf(lines: readonly Line[], { intervalMs, toMs }: CandleOrder, nowMs: number): readonly Line[] {
  return lines.filter(({ openMs }) => openMs < toMs && openMs + intervalMs <= nowMs);
}

/** Puts lines behind the first `keptBytes` of a file, or at its end. */
async function write(path: string, lines: readonly Line[], keptBytes: number | null): Promise<void> {
  if (keptBytes === 0) await begin(path);
  else if (keptBytes !== null) await truncate(path, keptBytes);
  await appendFile(path, lines.map(({ text }) => `${text}\n`).join(''));
}

async function begin(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, HEADER);
}

/** Where a download goes on. */
interface Resumption {
  /** Opening time of the next candle to ask for. */
  readonly nextMs: number;
  /** What stays of the file; 0: it is begun anew, null: all of it. */
  readonly keptBytes: number | null;
  /** Opening time of the stored candle that is fetched again. */
  readonly again: number | null;
}

async function resumeAt(path: string, order: CandleOrder): Promise<Resumption> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [header = '', ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  const stored = lines.filter((line) => line.trim() !== '');
  const [first, last] = [stored[0], stored.at(-1)].map((line) => (line === undefined ? null : timeOf(line, path)));
  if (typeof first !== 'number' || typeof last !== 'number') return { nextMs: order.fromMs, keptBytes: 0, again: null };
  // A file may begin late within the span: a token has no candle before its listing.
  if (first >= order.toMs) {
    throw new StartError(
      'later_file',
      `${path} begins at ${new Date(first).toISOString()}, after the span asked for: move it away`,
    );
  }
  const kept = [header, ...stored.slice(0, -1)].map((line) => `${line}\n`).join('');
  return { nextMs: last, keptBytes: Buffer.byteLength(kept), again: last };
}

function timeOf(line: string, path: string): number {
  const time = Number(line.split(',')[0]);
  if (Number.isNaN(time)) throw new StartError('strange_file', `${path} is not a file of candles: move it away`);
  return time;
}
