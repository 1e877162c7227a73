import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabContext } from './command.ts';
import type { Lab } from './open-lab.ts';

/** What a report is of. */
export interface Reported {
  readonly command: string;
  readonly ctx: Pick<LabContext, 'wish' | 'options' | 'folder'>;
  readonly lab: Pick<Lab, 'world'>;
}

/** What was asked: the same question has the same name. */
export function runOf({ command, ctx, lab }: Reported): string {
  const { range, startsAt, endsAt } = lab.world.market;
  const { seeds, costs, fill } = ctx.options;
  const asked = { command, seed: ctx.wish.seed, market: range, from: startsAt, to: endsAt, seeds, costs, fill };
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 10);
}

/** Writes files into a folder that is named by what was asked, and returns the folder. */
export async function saveReport(reported: Reported, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(reported.ctx.folder, `${reported.command}-${runOf(reported)}`);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** A report as a JSON file. */
export function jsonOf(report: object): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
