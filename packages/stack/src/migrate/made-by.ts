import type { Migration } from './folder.ts';

export interface Made {
  readonly tables: readonly string[];
  readonly types: readonly string[];
  readonly functions: readonly string[];
}

const MADE = /^CREATE (TABLE|TYPE|FUNCTION) "?(\w+)"?|^ALTER TABLE "\w+" RENAME TO "(\w+)"/gm;

/** The names of everything that these migrations make, at any moment of them. */
export function madeBy(migrations: readonly Pick<Migration, 'sql'>[]): Made {
  const made = migrations.flatMap(({ sql }) => [...sql.matchAll(MADE)]);
  const named = (kind: string) =>
    made.filter(([, what = 'TABLE']) => what === kind).map(([, , name, renamed]) => name ?? renamed ?? '');
  return { tables: named('TABLE'), types: named('TYPE'), functions: named('FUNCTION') };
}
