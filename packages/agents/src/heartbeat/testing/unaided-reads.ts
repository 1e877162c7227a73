import type pg from 'pg';
import { EXPLAINABLE, type Issued } from './issued-statements.ts';

/** A table that a statement goes through from end to end. */
export interface UnaidedRead {
  readonly table: string;
  /** By which kind of scan, of which index. */
  readonly by: string;
  readonly statement: string;
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly Node[];
}

interface Tables {
  /** Those with so many rows that the planner's choice between indexes says something. */
  readonly long: ReadonlySet<string>;
  readonly partialIndexes: ReadonlySet<string>;
}

/**
 * The tables that no index helps these statements to read, whatever their values are. The planner is told to go through
 * a table only where it has no other way, so that the answer does not hang on how long the history is.
 */
export async function unaidedReads(client: pg.Client, issued: readonly Issued[]): Promise<readonly UnaidedRead[]> {
  await client.query('SET enable_seqscan = off');
  const tables = await readTables(client);
  const found: UnaidedRead[] = [];
  for (const { text } of issued.filter((one) => EXPLAINABLE.test(one.text))) {
    const { rows } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
    const plan: Node = rows[0]['QUERY PLAN'][0].Plan;
    for (const node of readWhole(plan, tables))
      found.push({
        table: node['Relation Name'] ?? '',
        by: `${node['Node Type']} ${node['Index Name'] ?? ''}`.trim(),
        statement: text,
      });
  }
  return found;
}

/**
 * Scans of a table, and walks along an index that leaves nothing out while rows are thrown away; a first page may walk.
 */
function readWhole(node: Node, tables: Tables): readonly Node[] {
  if (node['Node Type'] === 'Limit' && node.Plans?.every(({ 'Index Name': index }) => index)) return [];
  const below = (node.Plans ?? []).flatMap((one) => readWhole(one, tables));
  const walked =
    node['Node Type'].startsWith('Index') &&
    node['Index Cond'] === undefined &&
    node.Filter !== undefined &&
    tables.long.has(node['Relation Name'] ?? '') &&
    !tables.partialIndexes.has(node['Index Name'] ?? '');
  return node['Node Type'] === 'Seq Scan' || walked ? [node, ...below] : below;
}

const LONG = 1000;

async function readTables(client: pg.Client): Promise<Tables> {
  const namesOf = async (sql: string) =>
    new Set((await client.query<{ name: string }>(sql)).rows.map(({ name }) => name));
  return {
    long: await namesOf(`SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples > ${LONG}`),
    partialIndexes: await namesOf('SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indpred IS NOT NULL'),
  };
}
