import { Prisma } from '../generated/client.ts';
import type { Sql } from '../sql.ts';

/**
 * A question to the database that can be asked together with others. Its rows come as JSON tells them: `numeric` and
 * times are to be selected as text where their digits count.
 */
export interface Reading<T> {
  readonly sql: Prisma.Sql;
  readonly read: (rows: readonly never[]) => T;
}

/** A question whose answer is made of its rows. */
export function reading<Row, T>(sql: Prisma.Sql, read: (rows: readonly Row[]) => T): Reading<T> {
  return { sql, read };
}

/** A question whose answer is its rows. */
export function rowsOf<Row>(sql: Prisma.Sql): Reading<readonly Row[]> {
  return reading<Row, readonly Row[]>(sql, (rows) => rows);
}

/** What questions are answered by. */
export type Answers<R> = { readonly [Name in keyof R]: R[Name] extends Reading<infer T> ? T : never };

type Readings = Readonly<Record<string, Reading<unknown>>>;

/**
 * Several questions as one column of a statement, and what its value answers. A claim so carries what is needed next.
 */
export function carried<R extends Readings>(readings: R) {
  const asked = Object.entries(readings);
  const parts = asked.map(([, { sql }]) => Prisma.sql`(SELECT coalesce(json_agg(one), '[]') FROM (${sql}) one)`);
  return {
    column: Prisma.sql`json_build_array(${Prisma.join(parts)})`,
    read: (value: Carried): Answers<R> => {
      const answers = asked.map(([name, { read }], i) => [name, read(value[i] ?? [])]);
      return Object.fromEntries(answers) as Answers<R>;
    },
  };
}

/** What a column made by `carried` holds. */
export type Carried = readonly (readonly never[])[];

/** Asks several questions in one statement, so of one moment; each answer stands under its question's name. */
export async function readTogether<R extends Readings>(db: Sql, readings: R): Promise<Answers<R>> {
  const { column, read } = carried(readings);
  const [row] = await db.$queryRaw<[{ readonly answers: Carried }]>`SELECT ${column} AS answers`;
  return read(row.answers);
}

/** The answer to one question. */
export async function readOne<T>(db: Sql, question: Reading<T>): Promise<T> {
  const { answer } = await readTogether(db, { answer: question });
  return answer;
}
