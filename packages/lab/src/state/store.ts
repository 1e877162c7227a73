import { type Db, Prisma } from '@atc/core/kernel/db';
import type { StateRow } from './state-row.ts';
import { machinery, tableNames, tables } from './tables.ts';

/** Every row that says what a company has done and knows, without what differs from run to run. Times are in UTC. */
export async function listState(db: Db): Promise<readonly StateRow[]> {
  const lists = tableNames.map((name) => {
    const { table, id, ...more } = tables[name];
    const leaves = [...machinery, ...('leaves' in more ? more.leaves : [])];
    return Prisma.sql`(SELECT ${name}::text AS "table", ${id} AS id,
        (to_jsonb(r) - ${leaves}::text[] - CASE WHEN ${id} IS NULL THEN '' ELSE 'id' END)::text AS content
      FROM ${table} r)`;
  });
  return db.$queryRaw<StateRow[]>`SELECT * FROM (${Prisma.join(lists, ' UNION ALL ')}) s`;
}
