import { writeSync } from 'node:fs';
import pg from 'pg';
import type { ChaosPlan } from './plan.ts';

/** A place in an order's life where a process may die: before or after something leaves it. */
type Reach = (where: string) => void;

/**
 * Numbers every statement to the database and every request to a venue, each before it leaves and after its answer
 * came, and lets this process kill itself with SIGKILL at one of them, by its number or the first time that it has a
 * name; before that it says where on standard error.
 */
export function dieAtPoint({ dieAt, dieWhere }: Pick<ChaosPlan, 'dieAt' | 'dieWhere'>): void {
  let reached = 0;
  const reach: Reach = (where) => {
    reached += 1;
    if (reached !== dieAt && !(dieWhere !== null && where.startsWith(dieWhere))) return;
    writeSync(2, `died ${where}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  watchDatabase(reach);
  watchVenue(reach);
}

function watchDatabase(reach: Reach): void {
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function watched(this: pg.Client, ...args: unknown[]) {
    const what = nameOf(args[0]);
    reach(`before ${what}`);
    const last = args.at(-1);
    // A pool asks with a callback, a transaction with a promise.
    const heard =
      typeof last === 'function'
        ? [...args.slice(0, -1), reaching(last as Callback, () => reach(`after ${what}`))]
        : args;
    const answer = send.apply(this, heard);
    if (answer instanceof Promise) answer.then(() => reach(`after ${what}`)).catch(() => undefined);
    return answer;
  } as never;
}

type Callback = (...result: readonly unknown[]) => unknown;

function reaching(callback: Callback, reach: () => void): Callback {
  return (...result) => {
    if (!result[0]) reach();
    return callback(...result);
  };
}

function watchVenue(reach: Reach): void {
  const ask = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const what = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname}${procedureOf(init?.body)}`;
    reach(`before ${what}`);
    const answer = await ask(input, init);
    reach(`after ${what}`);
    return answer;
  };
}

/** What a node of a chain is asked to do. */
function procedureOf(body: unknown): string {
  const name = typeof body === 'string' ? /"method":"(\w+)"/.exec(body)?.[1] : undefined;
  return name ? ` ${name}` : '';
}

/** A statement's verb and the table that it writes or reads first. */
function nameOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : String((statement as { text?: unknown } | null)?.text ?? '');
  const verb =
    /\b(INSERT|UPDATE|DELETE|SELECT|BEGIN|COMMIT|ROLLBACK|SET)\b/i.exec(text)?.[0].toUpperCase() ?? 'statement';
  const table = /"?\b(ops_[a-z_]+|paper_[a-z_]+|api_[a-z_]+)\b/.exec(text)?.[1];
  return table ? `${verb} ${table}` : verb;
}
