export type CsvCell = string | number | null;

/** Returns rows as CSV with a heading, one line each; nothing where there are no rows. */
export function toCsv(rows: readonly Readonly<Record<string, CsvCell>>[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

// A cell that begins like a formula would run in a spreadsheet: it is made text, numbers stay numbers.
function quoted(cell: string): string {
  const safe = /^[=+@\t\r]/.test(cell) || (cell.startsWith('-') && Number.isNaN(Number(cell))) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
