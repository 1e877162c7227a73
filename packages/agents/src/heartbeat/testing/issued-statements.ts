import pg from 'pg';

/** A statement as a process sent it. */
export interface Issued {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Runs `work` and returns every distinct statement that this process sent meanwhile, with the values of its first use.
 */
export async function issuedStatements(work: () => Promise<unknown>): Promise<readonly Issued[]> {
  const stop = noteStatements();
  try {
    await work();
  } finally {
    stop();
  }
  return stop();
}

/** Notes every distinct statement that this process sends. Returns what ends that and tells them. */
export function noteStatements(): () => readonly Issued[] {
  const issued = new Map<string, Issued>();
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function note(this: pg.Client, ...args: unknown[]) {
    const statement = toStatement(args);
    if (statement && !issued.has(statement.text)) issued.set(statement.text, statement);
    return send.apply(this, args);
  };
  return () => {
    prototype.query = send;
    return [...issued.values()];
  };
}

function toStatement([first, second]: readonly unknown[]): Issued | null {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first)) return null;
  const values = 'values' in first && Array.isArray(first.values) ? first.values : Array.isArray(second) ? second : [];
  return { text: String(first.text), values };
}

/** What a statement read of one table. */
export interface TableRead {
  readonly table: string;
  /** Whether it went through the whole table. */
  readonly whole: boolean;
  /** Rows that it looked at, those that it threw away included. */
  readonly rows: number;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

export const EXPLAINABLE = /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/i;

/**
 * What a statement reads, as PostgreSQL measures it while running it once more; what it changes is rolled back. One
 * that cannot be run twice, because its row is there, is only planned.
 */
export async function readsOf(client: pg.Client, issued: Issued): Promise<readonly TableRead[]> {
  if (!EXPLAINABLE.test(issued.text)) return [];
  const plan = (await planOf(client, issued, 'ANALYZE')) ?? (await planOf(client, issued, 'ANALYZE false'));
  if (!plan) throw new Error(`PostgreSQL cannot plan ${issued.text}`);
  return nodesOf(plan).flatMap(readOf);
}

async function planOf(client: pg.Client, { text, values }: Issued, how: string): Promise<Plan | null> {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query(`EXPLAIN (${how}, FORMAT JSON) ${text}`, [...values]);
    return rows[0]['QUERY PLAN'][0].Plan;
  } catch {
    return null;
  } finally {
    await client.query('ROLLBACK');
  }
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

function readOf(node: Plan): readonly TableRead[] {
  const table = node['Relation Name'];
  if (!table || !node['Node Type'].includes('Scan')) return [];
  const thrown = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const rows = ((node['Actual Rows'] ?? 0) + thrown) * (node['Actual Loops'] ?? 0);
  return [{ table, whole: node['Node Type'] === 'Seq Scan', rows }];
}
