import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartError } from '@atc/core/kernel/errors';
import type { CandleOrder } from './candle-order.ts';
import { type Exchange, fetchPage } from './klines.ts';

const HEADER = 'timestamp_ms,open,high,low,close,volume\n';

export type Progress = (share: number, lines: number) => void;

/**
 * Fetches an order into its file page by page and returns the number of lines added. A file that was begun is gone on
 * with after its last whole line; one that begins after the order's end is refused, since nothing is put in front.
 */
export async function writeCandles(
  exchange: Exchange,
  order: CandleOrder,
  { path, progress }: { path: string; progress: Progress },
): Promise<number> {
  let next = await resumeAt(path, order);
  let added = 0;
  while (next < order.toMs) {
    const lines = await fetchPage(exchange, order, next);
    const last = lines.at(-1);
    if (!last) break;
    await appendFile(path, lines.map(({ text }) => `${text}\n`).join(''));
    next = last.openMs + order.intervalMs;
    added += lines.length;
    progress(Math.min(1, (next - order.fromMs) / (order.toMs - order.fromMs)), added);
  }
  return added;
}

async function resumeAt(path: string, order: CandleOrder): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null || !text.includes('\n')) return begin(path, order);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await cutTo(path, Buffer.byteLength(whole));
  const times = whole
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return order.fromMs;
  if (Number.isNaN(first) || Number.isNaN(last))
    throw new StartError('strange_file', `${path} is not a file of candles: move it away`);
  // A file may begin late within the span: a token has no candle before its listing.
  if (first >= order.toMs) {
    throw new StartError(
      'later_file',
      `${path} begins at ${new Date(first).toISOString()}, after the span asked for: move it away`,
    );
  }
  return last + order.intervalMs;
}

async function begin(path: string, { fromMs }: CandleOrder): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  await file.writeFile(HEADER);
  await file.close();
  return fromMs;
}

async function cutTo(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.truncate(bytes);
  await file.close();
}
