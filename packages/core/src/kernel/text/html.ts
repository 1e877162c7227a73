import { printable } from './plain.ts';

/** Text that is safe to stand in HTML. Made by `html` only. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (piece: Piece): string => {
  if (piece === null) return '';
  if (typeof piece === 'string' || typeof piece === 'number')
    return printable(String(piece)).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
  return 'markup' in piece ? piece.markup : piece.map(written).join('');
};

/** HTML from a template: every value is escaped, and shows all that is in it, unless it is HTML itself. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: parts.map((part, i) => part + written(pieces[i] ?? null)).join('') };
}
