import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type CsvRow, exportNames, listForExport } from '@atc/core/desk/portfolio';
import { loadConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { withStack } from './with-stack.ts';

// Writes trades, fills and outcomes as CSV files into a folder: the one named, or `export`.
const folder = resolve(process.argv[2] ?? 'export');

const config = loadConfig(venues);
await withStack(config, async ({ databaseUrl }, say) => {
  await upgradeDatabase(databaseUrl, { ...config, say });
  const db = openDb(databaseUrl, { connections: 2 });
  await mkdir(folder, { recursive: true });
  for (const name of exportNames) {
    const rows = await listForExport(db, name);
    await writeFile(join(folder, `${name}.csv`), toCsv(rows));
    say(`${rows.length} ${name} in ${join(folder, `${name}.csv`)}`);
  }
  await db.$disconnect();
});

function toCsv(rows: readonly CsvRow[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const table = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return `${table.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

// A cell that begins like a formula would run in a spreadsheet: it is made text, numbers stay numbers.
function quoted(cell: string): string {
  const safe = /^[=+@\t\r]/.test(cell) || (cell.startsWith('-') && Number.isNaN(Number(cell))) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
