import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';

export interface RecordingFile {
  readonly file: string;
  readonly contract: string;
  readonly symbol: string;
  readonly quote: string;
  readonly intervalMs: number;
}

// Other kinds, such as mark prices or funding rates, are no prices at which anything was traded.
const NAME = /^([A-Z0-9]+)_([A-Z0-9]+)(?:-(perp|spot|swap|future))?-(\d+)([mhd])\.csv(?:\.gz)?$/;
const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;
const DOLLARS: ReadonlySet<string> = new Set([
  ...['USD', 'USDT', 'USDC', 'FDUSD', 'TUSD', 'BUSD', 'PYUSD', 'USDP', 'USD1', 'DAI'],
]);

/** What a file's name says of its recording, e.g. `BONK_USDT-5m.csv.gz`; null for other files. */
export function parseRecordingName(file: string): RecordingFile | null {
  const found = NAME.exec(file);
  if (!found) return null;
  const [, symbol = '', quote = '', kind, count = '1', unit = 'm'] = found;
  const intervalMs = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return { file, contract: kind ? `${symbol}_${quote}-${kind}` : `${symbol}_${quote}`, symbol, quote, intervalMs };
}

/**
 * Why a recording cannot be played, whatever is in it; null when it can. The books are in dollars, and indicators read
 * hours.
 */
export function recordingFault({ quote, intervalMs }: RecordingFile): string | null {
  if (!DOLLARS.has(quote))
    return `is quoted in ${quote}, and the books are in US dollars: only ${[...DOLLARS].join(', ')} can be played`;
  if (intervalMs < UNIT_MS.m || HOUR_MS % intervalMs !== 0)
    return 'has bars that do not make up whole hours: an hour, or a part of it such as 5m, can be played';
  return null;
}

/** Whether a file that is no recording by its name was probably meant to be one. */
export function looksLikeRecording(file: string): boolean {
  return /\.(csv|gz)$/i.test(file) && !file.startsWith('.');
}
