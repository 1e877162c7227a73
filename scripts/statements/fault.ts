import type { Column, ColumnType } from './describe.ts';
import type { Field, Kind, Row } from './row.ts';
import type { Arrival } from './statement.ts';

/** What is wrong between what a statement gives and what its row type declares, one line for each fault. */
export function faultsBetween(columns: readonly Column[], row: Row, how: Given): readonly string[] {
  if (!row) return [];
  const names = columns.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) < i).map((name) => `gives ${name} twice`);
  const missing = [...row.fields]
    .filter(([name, { mayBeAbsent }]) => !mayBeAbsent && !names.includes(name))
    .map(([name]) => `declares ${name}, which the statement does not give`);
  const wrong = columns.flatMap((column) => {
    const field = row.fields.get(column.name);
    if (field) return columnFaults(column, field, how);
    if (row.others) return columnFaults(column, row.others, { ...how, text: null });
    return [`gives ${column.name}, which the row type does not declare`];
  });
  return [...twice, ...missing, ...wrong];
}

/** How the rows of a statement come to be. */
export interface Given {
  readonly arrival: Arrival;
  /** The statement, which may keep nulls out; null where it may bring some in. */
  readonly text: string | null;
}

function columnFaults(column: Column, field: Field, { arrival, text }: Given): readonly string[] {
  const { name, type } = column;
  const expected = arrival === 'json' ? inJson(type) : fromDriver(type);
  const wrong = field.kinds.filter((kind) => !fits(expected, kind));
  const unlike = wrong.map(
    (kind) => `declares ${name} as ${told(kind)}, but ${type.name} arrives as ${told(expected)}`,
  );
  const labels = field.kinds.flatMap((kind) => (kind.is === 'string' && kind.literal !== null ? [kind.literal] : []));
  const unheard = type.labels.length > 0 ? labels.filter((label) => !type.labels.includes(label)) : [];
  return [
    ...new Set(unlike),
    ...unheard.map((label) => `declares ${name} as '${label}', which ${type.name} has not`),
    ...(text === null ? [] : nullFaults(column, field, text)),
  ];
}

/** What is wrong about null in a table's own column; what is computed tells nothing of it. */
function nullFaults({ name, type, source }: Column, { kinds, mayBeNull }: Field, text: string): readonly string[] {
  if (!source || source.mayBeNull === mayBeNull || kinds.some(({ is }) => is === 'any')) return [];
  if (!source.mayBeNull)
    return fromDriver(type) === JSON_VALUE ? [] : [`declares ${name} as null at times, but its column never is`];
  return isGuarded(source.column, text) ? [] : [`declares ${name} as never null, but its column may be`];
}

/** Whether a statement compares a column or sets it, so that null is not what it gives. */
const isGuarded = (column: string, text: string): boolean =>
  new RegExp(`\\b${column}\\s*\\)?\\s*(is not null|[<>=]|in\\b|like\\b)`, 'i').test(text);

const STRING: Kind = { is: 'string', literal: null };
const JSON_VALUE: Kind = { is: 'object', row: () => null };

/** What a column of a type is when the driver has read it. */
const DRIVER: Readonly<Record<string, Kind>> = {
  ...{
    int2: { is: 'number' },
    int4: { is: 'number' },
    float4: { is: 'number' },
    float8: { is: 'number' },
    oid: { is: 'number' },
  },
  ...{ int8: { is: 'bigint' }, numeric: { is: 'Decimal' }, bool: { is: 'boolean' }, bytea: { is: 'bytes' } },
  ...{
    timestamptz: { is: 'Date' },
    date: { is: 'Date' },
    timestamp: { is: 'Date' },
    json: JSON_VALUE,
    jsonb: JSON_VALUE,
  },
};
/** Types of which the driver reads lists; others arrive as the text of the list. */
const LISTED = new Set([
  'int2',
  'int4',
  'int8',
  'float4',
  'float8',
  'numeric',
  'bool',
  'text',
  'varchar',
  'uuid',
  'timestamptz',
]);

function fromDriver(type: ColumnType): Kind {
  if (type.of) return LISTED.has(type.of.name) ? { is: 'list', of: [fromDriver(type.of)] } : STRING;
  return DRIVER[type.name] ?? STRING;
}

/** What JSON makes of it: numbers of every number, texts of times. */
function inJson(type: ColumnType): Kind {
  if (type.of) return { is: 'list', of: [inJson(type.of)] };
  const kind = fromDriver(type);
  if (kind.is === 'bigint' || kind.is === 'Decimal') return { is: 'number' };
  return kind.is === 'Date' || kind.is === 'bytes' ? STRING : kind;
}

function fits(expected: Kind, kind: Kind): boolean {
  if (kind.is === 'any') return true;
  if (expected === JSON_VALUE) return isJson(kind, 0);
  if (expected.is === 'list' && kind.is === 'list')
    return kind.of.every((one) => expected.of.some((other) => fits(other, one)));
  return expected.is === kind.is;
}

const DEEP = 4;

/** Whether JSON can hold such a value: it has no times, decimals or great integers. */
function isJson(kind: Kind, depth: number): boolean {
  if (depth > DEEP) return true;
  if (kind.is === 'list') return kind.of.every((one) => isJson(one, depth + 1));
  if (kind.is === 'object') return within(kind.row()).every((one) => isJson(one, depth + 1));
  return kind.is !== 'Date' && kind.is !== 'Decimal' && kind.is !== 'bigint' && kind.is !== 'bytes';
}

function within(row: Row): readonly Kind[] {
  return row ? [...row.fields.values(), ...(row.others ? [row.others] : [])].flatMap(({ kinds }) => kinds) : [];
}

function told(kind: Kind): string {
  if (kind.is === 'list') return `a list of ${[...new Set(kind.of.map(told))].join(' and ')}`;
  return kind === JSON_VALUE ? 'JSON' : kind.is;
}
