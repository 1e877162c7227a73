import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { errorText, StartError } from '../../kernel/errors/index.ts';
import { type Candle, candleFault } from '../candle.ts';
import { type CandleColumns, columnsFor } from '../candle-columns.ts';

const NEWLINE = 10;
const FIELDS = 6;
/** A bar's line has at least a time of 12 digits and five figures. */
const SHORTEST_LINE = 23;
const LONGEST_LINE = 1000;
/** Six years of minutes; what unpacks to more was made to fill a memory. */
const MOST_BYTES = 256 * 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a recording of one contract with bars of `barMs`, plain or gzipped CSV, with or without a header line. Bars may
 * be missing. Throws a `StartError` that names the file and the line of the first fault.
 */
export async function readCandles(file: string, barMs: number): Promise<CandleColumns> {
  const name = basename(file);
  const text = withoutMark(await unpacked(file));
  const columns = columnsFor(Math.ceil(text.length / SHORTEST_LINE) + 1);
  let line = 0;
  for (const row of linesOf(text)) {
    line += 1;
    if (row === '' || (line === 1 && /^[a-z"]/i.test(row))) continue;
    const candle = parseRow(row);
    const fault = typeof candle === 'string' ? candle : orderFault(columns, candle, barMs);
    if (fault !== null || typeof candle === 'string')
      throw new StartError('bad_recording', `${name} line ${line}: ${fault}`);
    columns.push(candle);
  }
  if (columns.length === 0) throw new StartError('bad_recording', `${name} holds no bars`);
  return columns;
}

async function unpacked(file: string): Promise<Buffer> {
  const name = basename(file);
  const unreadable = (cause: unknown) => {
    throw new StartError('bad_recording', `${name} cannot be read: ${errorText(cause)}`, { cause });
  };
  const { size } = await stat(file).catch(unreadable);
  if (size > MOST_BYTES) throw tooLarge(name);
  const raw = await readFile(file).catch(unreadable);
  if (!file.endsWith('.gz')) return raw;
  try {
    return gunzipSync(raw, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(name);
    throw new StartError('bad_recording', `${name} is not a whole gzip file`, { cause });
  }
}

function tooLarge(name: string): StartError {
  return new StartError('bad_recording', `${name} holds more than ${MOST_BYTES / 1024 / 1024} MB`);
}

function withoutMark(text: Buffer): Buffer {
  return text.subarray(0, 3).equals(BYTE_ORDER_MARK) ? text.subarray(3) : text;
}

function* linesOf(text: Buffer): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const found = text.indexOf(NEWLINE, from);
    const end = found < 0 ? text.length : found;
    yield text.toString('latin1', from, Math.min(end, from + LONGEST_LINE + 1)).trimEnd();
    from = end + 1;
  }
}

/** A bar, or what is wrong with its line. */
function parseRow(row: string): Candle | string {
  if (row.length > LONGEST_LINE) return `the line has more than ${LONGEST_LINE} characters`;
  const fields = row.split(',');
  if (fields.length < FIELDS || fields.slice(0, FIELDS).some((field) => field.trim() === ''))
    return 'a bar has timestamp_ms,open,high,low,close,volume';
  const [openAt = NaN, open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = fields.map(Number);
  const candle = { openAt, open, high, low, close, volume };
  return candleFault(candle) ?? candle;
}

function orderFault(columns: CandleColumns, { openAt }: Candle, barMs: number): string | null {
  if (columns.length === 0) return null;
  const before = columns.openAt(columns.length - 1);
  if (openAt === before) return 'the time is the same as of the bar before it';
  if (openAt < before) return 'bars are not in order of time';
  return openAt - before < barMs ? `bars are closer than ${barMs} ms, the interval in the file's name` : null;
}
