import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DailySpending {
  /** Counts an amount as spent today; false, and nothing counted, when the day's limit would be passed. */
  take(amount: bigint): Promise<boolean>;
}

export interface SpendingOptions {
  /** Where the count is kept; every process that signs for the wallet shares it. */
  readonly dir: string;
  /** Base units a day (UTC). */
  readonly limit: bigint;
  /** Machine time. */
  readonly now: () => Date;
}

/**
 * A daily limit that outlives the process: a line is added before anything is signed, so that two at once see each
 * other.
 */
export function openDailySpending({ dir, limit, now }: SpendingOptions): DailySpending {
  return {
    take: async (amount) => {
      const file = join(dir, `spent-${now().toISOString().slice(0, 10)}.log`);
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await appendFile(file, `${amount}\n`, { mode: 0o600, flush: true });
      if (totalOf(await readFile(file, 'utf8')) <= limit) return true;
      await appendFile(file, `-${amount}\n`);
      return false;
    },
  };
}

function totalOf(lines: string): bigint {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .reduce((sum, line) => sum + BigInt(line), 0n);
}
