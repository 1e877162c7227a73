import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equityCsv, makeReport, type Report, type ReportFacts, reportPage, tradesCsv } from '@atc/lab/report';
import type { LabContext } from './command.ts';
import type { Lab } from './open-lab.ts';

/** What a report is of. */
export interface Reported {
  readonly command: string;
  readonly ctx: Pick<LabContext, 'wish' | 'options' | 'folder'>;
  readonly lab: Pick<Lab, 'world'>;
  /** What else was asked about: a strategy, or several. */
  readonly of?: unknown;
}

/** What was asked: the same question has the same name. */
export function runOf({ command, ctx, lab, of }: Reported): string {
  const { range, startsAt, endsAt } = lab.world.market;
  const { seeds, costs, fill } = ctx.options;
  const asked = { command, seed: ctx.wish.seed, market: range, from: startsAt, to: endsAt, seeds, costs, fill, of };
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 10);
}

/** The folder of what was asked. */
export function folderOf(reported: Reported): string {
  return join(reported.ctx.folder, `${reported.command}-${runOf(reported)}`);
}

/** Writes files into a folder that is named by what was asked, and returns the folder. */
export async function saveReport(reported: Reported, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = folderOf(reported);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** A report as a JSON file. */
export function jsonOf(report: object): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A report that was written, and where. */
export interface Written extends Pick<Report, 'headline'> {
  readonly folder: string;
}

/** Makes the report of facts and writes it: a page, JSON and CSV, with other files beside them. */
export async function writeReport(
  reported: Reported,
  facts: Omit<ReportFacts, 'run'>,
  others: Readonly<Record<string, string>> = {},
): Promise<Written> {
  const report = makeReport({ ...facts, run: runOf(reported) });
  const folder = await saveReport(reported, {
    'report.json': jsonOf(report),
    'report.html': reportPage(report),
    'trades.csv': tradesCsv(report),
    'equity.csv': equityCsv(report),
    ...others,
  });
  return { headline: report.headline, folder };
}
