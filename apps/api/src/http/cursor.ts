import { z } from 'zod';

/** A place in a list: the sort key and the id of the last item seen. Opaque to clients. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

const stored = z.tuple([z.string().max(64), z.string().max(64)]);

/** A cursor as clients carry it. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** The cursor that a client brought back, or null when it is none of ours. */
export function readCursor(text: string): Cursor | null {
  try {
    const parsed = stored.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null;
  } catch {
    return null;
  }
}

const isCursorOf = (at: z.ZodType) => (text: string) => {
  const cursor = readCursor(text);
  return cursor !== null && z.uuid().safeParse(cursor.id).success && at.safeParse(cursor.at).success;
};

const cursorOf = (at: z.ZodType) =>
  z
    .string()
    .max(400)
    .refine(isCursorOf(at), 'is not a cursor of this list')
    .transform((text) => readCursor(text) ?? undefined)
    .optional();

const limit = z.coerce.number<number | string>().int().min(1).max(200).default(50);

// PostgreSQL knows no year 0, and no transaction after the last that 64 bits can count.
const time = z.iso.datetime().refine((at) => !at.startsWith('0000'));
const LAST_COMMIT = 2n ** 64n - 1n;
const commit = z.string().refine((at) => /^\d{1,20}$/.test(at) && BigInt(at) <= LAST_COMMIT);

/** A moment of company time as clients write it. */
export const moment = time;

/** Query of a list in the order of its ids. */
export const pageById = { limit, cursor: cursorOf(z.literal('')) };
/** Query of a list in the order of a time, then of ids. */
export const pageByTime = { limit, cursor: cursorOf(time) };
/** Query of the list of events, in the order of their commits. */
export const pageByCommit = { limit, cursor: cursorOf(commit) };

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: Cursor | undefined;
}

/** The schema of a list's answer. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** A page out of one row more than was asked for: the extra row only says that there is more. */
export function cutPage<Row, T>(
  rows: readonly Row[],
  { limit }: PageQuery,
  shape: { readonly view: (row: Row) => T; readonly cursor: (row: Row) => Cursor },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(shape.view),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(shape.cursor(last)) : null,
  };
}
