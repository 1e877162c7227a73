export { type CsvCell, toCsv } from './csv.ts';
export { type Html, html } from './html.ts';
export { jsonIn } from './json.ts';
export { cut, plainText, printable } from './plain.ts';
export { type Figures, fillIn } from './sentence.ts';
export { isStorable, storable } from './storable.ts';
