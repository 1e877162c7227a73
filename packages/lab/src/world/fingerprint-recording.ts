import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorldWish } from './load-world.ts';

const CANDLES = /\.csv(\.gz)?$/;
const LENGTH = 16;
/** How the fingerprints of candles that were recorded begin: they tell of the same world, whatever their files. */
export const RECORDED = 'recorded ';

/** What is played, whatever its range: the hash of the files of a recording, or the seed of the simulated market. */
export async function fingerprintRecording({ dir, seed }: Pick<WorldWish, 'dir' | 'seed'>): Promise<string> {
  if (dir === undefined) return `simulated ${seed}`;
  const names = await readdir(dir).catch((): string[] => []);
  const hash = createHash('sha256');
  for (const name of names.filter((one) => CANDLES.test(one)).sort())
    hash.update(`${name}\n`).update(await readFile(join(dir, name)));
  return `${RECORDED}${hash.digest('hex').slice(0, LENGTH)}`;
}
