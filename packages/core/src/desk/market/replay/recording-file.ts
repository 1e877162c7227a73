export interface RecordingFile {
  readonly file: string;
  readonly contract: string;
  readonly symbol: string;
  readonly quote: string;
  readonly intervalMs: number;
}

const NAME = /^([A-Z0-9]+)_([A-Z0-9]+)(?:-([a-z]+))?-(\d+)([mhd])\.csv(?:\.gz)?$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** What a file's name says of its recording, e.g. `BONK_USDT-5m.csv.gz`; null for other files. */
export function parseRecordingName(file: string): RecordingFile | null {
  const found = NAME.exec(file);
  if (!found) return null;
  const [, symbol = '', quote = '', kind, count = '1', unit = 'm'] = found;
  const intervalMs = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return { file, contract: kind ? `${symbol}_${quote}-${kind}` : `${symbol}_${quote}`, symbol, quote, intervalMs };
}
