import { errorText } from '../errors/index.ts';
import type { Log } from './log.ts';

const QUIET_MS = 30_000;

/** Writes a trouble to the log. */
export type TellTrouble = (error: unknown, sentence: string, fields?: Readonly<Record<string, string>>) => void;

export interface Telling {
  /** How long the same trouble is not told again; half a minute unless told. */
  readonly quietMs?: number;
  readonly now?: () => number;
}

/**
 * A store that is away troubles every worker many times a second: the same trouble is told at once and then, unless
 * told otherwise, twice a minute, with how often it was met meanwhile.
 */
export function troubleOf(log: Log, { quietMs = QUIET_MS, now = () => performance.now() }: Telling = {}): TellTrouble {
  const told = new Map<string, { at: number; since: number }>();
  return (error, sentence, fields = {}) => {
    const message = errorText(error);
    const key = [sentence, message, ...Object.values(fields)].join('|');
    const last = told.get(key);
    if (last && now() - last.at < quietMs) {
      last.since += 1;
      return;
    }
    log.warn({ ...fields, error: message, ...(last && last.since > 0 ? { unsaid: last.since } : {}) }, sentence);
    told.set(key, { at: now(), since: 0 });
  };
}
