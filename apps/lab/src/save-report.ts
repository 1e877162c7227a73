import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equityCsv, makeReport, type Report, type ReportFacts, reportPage, tradesCsv } from '@atc/lab/report';

/** Writes files into a folder, and returns the line that says so. */
export async function saveReport(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return `Written to ${folder}`;
}

/** A report as a JSON file. */
export function jsonOf(report: object): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A report that was written, and the line that says where. */
export interface Written extends Pick<Report, 'headline'> {
  readonly written: string;
}

/** Makes the report of facts and writes it: a page, JSON and CSV, with other files beside them. */
export async function writeReport(
  folder: string,
  facts: ReportFacts,
  others: Readonly<Record<string, string>> = {},
): Promise<Written> {
  const report = makeReport(facts);
  const written = await saveReport(folder, {
    'report.json': jsonOf(report),
    'report.html': reportPage(report),
    'trades.csv': tradesCsv(report),
    'equity.csv': equityCsv(report),
    ...others,
  });
  return { headline: report.headline, written };
}
