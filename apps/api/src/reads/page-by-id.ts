import { type Cursor, cutPage, type Page, type PageQuery } from '../http/index.ts';

/** The part of a query that asks for one page, newest id first, and one row more. */
export function afterCursor({ limit, cursor }: PageQuery) {
  return { where: cursor ? { id: { lt: cursor.id } } : {}, orderBy: { id: 'desc' as const }, take: limit + 1 };
}

const cursorById = (row: { readonly id: string }): Cursor => ({ at: '', id: row.id });

/** The page that such a query found. */
export function pageOfIds<Row extends { readonly id: string }, T>(
  rows: readonly Row[],
  page: PageQuery,
  view: (row: Row) => T,
): Page<T> {
  return cutPage(rows, page, { view, cursor: cursorById });
}
