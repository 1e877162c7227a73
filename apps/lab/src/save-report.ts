import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from './open-lab.ts';

/** What a report is of. */
export interface Reported {
  readonly command: string;
  /** Under which reports are kept. */
  readonly folder: string;
  readonly seed: string;
  readonly lab: Lab;
}

/** Writes a report as JSON into the folder of what was asked, and returns the file: one question, one folder. */
export async function saveReport({ command, folder: root, seed, lab }: Reported, report: object): Promise<string> {
  const { range, startsAt, endsAt } = lab.world.market;
  const asked = { command, seed, market: range, from: startsAt, to: endsAt };
  const name = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 10);
  const folder = join(root, `${command}-${name}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'report.json');
  await writeFile(file, `${JSON.stringify({ ...asked, ...report }, null, 2)}\n`);
  return file;
}
