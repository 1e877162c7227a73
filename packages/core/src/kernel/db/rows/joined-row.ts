/** Columns of joined tables of which `joinedRow` makes a `T`; `scripts/statements` checks that it does. */
export type Joined<T> = Readonly<Record<string, unknown>> & { readonly [makes]?: T };
declare const makes: unique symbol;

/**
 * A row of joined tables as the client would give it: columns in camelCase, those named `table.column` in an object of
 * their own, which is null when its `id` is.
 */
export function joinedRow<T>(columns: Joined<T>): T {
  const row: Record<string, unknown> = {};
  const tables: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(columns)) {
    const { table, field } = placeOf(name);
    if (table === null) row[field] = value;
    else tables[table] = { ...tables[table], [field]: value };
  }
  for (const [table, nested] of Object.entries(tables)) row[table] = nested.id === null ? null : nested;
  return row as T;
}

interface Place {
  readonly table: string | null;
  readonly field: string;
}

const places = new Map<string, Place>();

function placeOf(name: string): Place {
  const known = places.get(name);
  if (known) return known;
  const [first = '', second] = name.split('.');
  const place = second === undefined ? { table: null, field: camel(first) } : { table: first, field: camel(second) };
  places.set(name, place);
  return place;
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
