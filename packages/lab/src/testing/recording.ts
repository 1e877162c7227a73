import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { openSimulatedMarket } from '@atc/core/market';

const FIVE_MS = 5 * MINUTE_MS;
/** What indicators look back on. */
const PAST_DAYS = 6;

/** A folder of recorded candles. */
export interface Recording {
  readonly dir: string;
  /** When a replay of it begins and ends. */
  readonly from: Date;
  readonly to: Date;
  remove(): Promise<void>;
}

/** Writes so many days of the simulated market down as candles of five minutes, with six days before them. */
export async function recordDays(seed: string, days: number): Promise<Recording> {
  const market = openSimulatedMarket({ seed });
  const from = market.startsAt;
  const to = new Date(from.getTime() + days * DAY_MS);
  const query = { intervalMs: FIVE_MS, count: ((PAST_DAYS + days) * DAY_MS) / FIVE_MS };
  const files = market
    .contracts()
    .map(({ contract }): readonly [string, readonly string[]] => [
      `${contract}-5m.csv`,
      market
        .bars(contract, query, to)
        .map(({ openAt, open, high, low, close, volume }) => [openAt, open, high, low, close, volume].join(',')),
    ]);
  return { ...(await writeRecording(files)), from, to };
}

/** Writes candles into a folder of its own, a file for each token. */
export async function writeRecording(
  files: readonly (readonly [name: string, rows: readonly string[]])[],
): Promise<Pick<Recording, 'dir' | 'remove'>> {
  const dir = await mkdtemp(join(tmpdir(), 'lab-'));
  for (const [name, rows] of files) await writeFile(join(dir, name), `${rows.join('\n')}\n`);
  return { dir, remove: () => rm(dir, { recursive: true }) };
}
