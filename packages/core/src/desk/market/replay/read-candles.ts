import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StartError } from '../../../kernel/errors/index.ts';
import { candleFault } from '../candle.ts';
import { type CandleColumns, columnsFor } from './candle-columns.ts';

const NEWLINE = 10;
const FIELDS = 6;

/** Reads a recording of one contract, plain or gzipped CSV. Throws a `StartError` that names the file and the line of the first fault. */
export async function readCandles(file: string): Promise<CandleColumns> {
  const raw = await readFile(file);
  const text = file.endsWith('.gz') ? unpack(raw, file) : raw;
  const columns = columnsFor(countLines(text));
  let line = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const row of linesOf(text)) {
    line += 1;
    if (row === '' || (line === 1 && /^[a-z"]/i.test(row))) continue;
    const openAt = append(columns, row, `${basename(file)} line ${line}`);
    if (openAt <= before)
      throw new StartError('bad_recording', `${basename(file)} line ${line}: bars are not in order of time`);
    before = openAt;
  }
  if (columns.length === 0) throw new StartError('bad_recording', `${basename(file)} holds no bars`);
  return columns;
}

function unpack(raw: Buffer, file: string): Buffer {
  try {
    return gunzipSync(raw);
  } catch (cause) {
    throw new StartError('bad_recording', `${basename(file)} is not a gzip file`, { cause });
  }
}

function countLines(text: Buffer): number {
  let lines = 1;
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

function* linesOf(text: Buffer): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const found = text.indexOf(NEWLINE, from);
    const end = found < 0 ? text.length : found;
    yield text.toString('latin1', from, end).trimEnd();
    from = end + 1;
  }
}

function append(columns: CandleColumns, row: string, where: string): number {
  const fields = row.split(',');
  if (fields.length < FIELDS || fields.slice(0, FIELDS).some((field) => field.trim() === ''))
    throw new StartError('bad_recording', `${where}: a bar has timestamp_ms,open,high,low,close,volume`);
  const [
    openAt = Number.NaN,
    open = Number.NaN,
    high = Number.NaN,
    low = Number.NaN,
    close = Number.NaN,
    volume = Number.NaN,
  ] = fields.map(Number);
  const candle = { openAt, open, high, low, close, volume };
  const fault = candleFault(candle);
  if (fault) throw new StartError('bad_recording', `${where}: ${fault}`);
  columns.push(candle);
  return openAt;
}
