/** The unit in which tar counts. */
export const SECTOR = 512;

/** What a header of a tar file says about what follows it. */
export interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Reads a header; null for the empty one that ends the file. Throws on what is none. */
export function entryOf(header: Buffer): Entry | null {
  if (header.every((byte) => byte === 0)) return null;
  if (header.toString('latin1', 257, 262) !== 'ustar' || !addsUp(header))
    throw new TypeError('no header of a tar file');
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  const kind = textAt(header, 156, 1);
  return {
    name: prefix ? `${prefix}/${name}` : name,
    mode: numberAt(header, 100, 8) & 0o777,
    size: kind === '5' ? 0 : numberAt(header, 124, 12),
    kind: kind === '5' ? 'folder' : kind === '0' || kind === '' ? 'file' : 'other',
  };
}

const SUM_AT = 148;
const SUM_LENGTH = 8;

/** The header's own sum counts its place as spaces. */
function addsUp(header: Buffer): boolean {
  const counted = header.map((byte, at) => (at >= SUM_AT && at < SUM_AT + SUM_LENGTH ? 0x20 : byte));
  return counted.reduce((sum, byte) => sum + byte, 0) === numberAt(header, SUM_AT, SUM_LENGTH);
}

function textAt(header: Buffer, at: number, length: number): string {
  return header.toString('utf8', at, at + length).replace(/\0.*$/s, '');
}

/** Octal digits, or, for sizes that these cannot hold, bytes after a first one with its highest bit set. */
function numberAt(header: Buffer, at: number, length: number): number {
  const first = header[at] ?? 0;
  if (first & 0x80) return header.readUIntBE(at + length - 6, 6);
  return Number.parseInt(textAt(header, at, length).trim() || '0', 8);
}
