import type pg from 'pg';
import { CompanyError } from '../errors/index.ts';
import { Prisma } from './generated/client.ts';
import { decodeColumn, encodeValue } from './sql-value.ts';

/** A statement: a template with its values, or one composed with `Prisma.sql`. */
type Statement = readonly [TemplateStringsArray | Prisma.Sql, ...unknown[]];

/**
 * SQL as stores speak it, inside a transaction and outside, under Prisma's own names. Statements go to the driver
 * without passing through Prisma's engine: measured, a third of the processor time, a sixth for a transaction.
 */
export interface Sql {
  /** The rows: `numeric` as Decimal, `int8` as bigint, times as Date, JSON parsed. */
  $queryRaw<T = unknown>(...statement: Statement): Promise<T>;
  /** How many rows were changed. */
  $executeRaw(...statement: Statement): Promise<number>;
}

/** What statements are sent to: a pool, or the connection of a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

const types = { getTypeParser: decodeColumn };

/** SQL over a pool or a connection; each text is parsed and planned once a connection, under the name it is given. */
export function openSql(client: Queryable, nameOf: (text: string) => string): Sql {
  const send = (statement: Statement) => {
    const { text, values } = composed(statement);
    return client.query({ name: nameOf(text), text, values: values.map(encodeValue), types } as pg.QueryConfig);
  };
  return {
    $queryRaw: async <T>(...statement: Statement) => (await send(statement)).rows as T,
    $executeRaw: async (...statement) => (await send(statement)).rowCount ?? 0,
  };
}

const flatTexts = new WeakMap<TemplateStringsArray, string>();

function composed([first, ...values]: Statement): { readonly text: string; readonly values: readonly unknown[] } {
  if (first instanceof Prisma.Sql) return { text: first.text, values: first.values };
  if (!Array.isArray(first)) throw new CompanyError('not_a_statement', 'SQL is a template, never a string');
  if (values.some((value) => value instanceof Prisma.Sql)) {
    const { text, values: flat } = Prisma.sql(first, ...values);
    return { text, values: flat };
  }
  const known = flatTexts.get(first) ?? first.reduce((text, part, i) => `${text}$${i}${part}`);
  flatTexts.set(first, known);
  return { text: known, values };
}

// Lists of many lengths make many texts, and a server keeps every named plan: what comes after these stays unnamed.
const NAMED_AT_MOST = 500;

/** Names each statement by its text, so that a connection parses and plans it once; empty for one too many. */
export function statementNames(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= NAMED_AT_MOST) return '';
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

/** Whether an error says that a row with this unique key is already there. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    code === 'P2002' ||
    code === '23505' ||
    error.message.includes('23505') ||
    error.message.includes('duplicate key value')
  );
}
