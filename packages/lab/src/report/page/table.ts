import { type Html, html } from '@atc/core/kernel/text';

type Cell = Html | string;

/** A column: what stands above it, and what a row has in it. */
export type Column<Row> = readonly [name: string, show: (row: Row) => Cell];

/** A table whose first column names its rows; it scrolls by itself where it is too wide, by keys too. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html | null {
  if (rows.length === 0) return null;
  const heads = columns.map(([name]) => html`<th scope="col">${name}</th>`);
  const lines = rows.map((row) => {
    const cells = columns.map(([, show], i) =>
      i === 0 ? html`<th scope="row">${show(row)}</th>` : html`<td>${show(row)}</td>`,
    );
    return html`<tr>${cells}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
<table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** A figure in the colour of its sign; a dash without one. */
export function signed(value: number | null | undefined, say: (value: number) => string): Cell {
  if (value === null || value === undefined) return '–';
  if (value === 0) return say(value);
  return html`<span class="${value > 0 ? 'good' : 'bad'}">${say(value)}</span>`;
}

/** A figure; a dash without one. */
export function orDash(value: number | null | undefined, say: (value: number) => string): string {
  return value === null || value === undefined ? '–' : say(value);
}
