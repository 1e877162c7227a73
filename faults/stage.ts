import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openRelay, type Relay } from '@atc/api/testing';
import { releaseAll } from '@atc/core/kernel/ending';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { startRedis } from '@atc/stack/redis';
import { discardScratch, makeScratch } from '@atc/stack/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type CellDatabase, createCellDatabase } from './cell-database.ts';
import type { Order, OrderName, Word } from './plan.ts';

const OPERATOR_KEY = 'atc_operator_of_a_desk_whose_servers_fail';
export const PRICE = 100;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A company in a process of its own, on servers of its own that can be made to fail. */
export interface Stage {
  readonly database: CellDatabase;
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly toDatabase: Relay;
  readonly toRedis: Relay;
  readonly child: ChildProcess;
  /** Titles of what the webhook was told, with the moment (monotonic milliseconds). */
  readonly told: readonly { readonly title: string; readonly atMs: number }[];
  /** When each price was first seen by the desk (monotonic milliseconds, and machine time). */
  readonly seen: ReadonlyMap<number, { readonly atMs: number; readonly at: number }>;
  order(name: OrderName, what?: Partial<Order>): Promise<unknown>;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  rows<R>(sql: string, values?: readonly unknown[]): Promise<readonly R[]>;
  close(): Promise<void>;
}

/** Opens servers, wires and a desk on them. */
export async function openStage(adminUrl: string, tablespace?: string): Promise<Stage> {
  const closers: (() => unknown)[] = [];
  const folder = await makeScratch();
  closers.push(() => discardScratch(folder));
  const server = await startRedis({ dataDir: folder, say: () => undefined });
  if (!server) throw new Error('this machine has no Redis');
  closers.push(() => server.leave());
  const redis = new Redis(server.url);
  closers.push(() => redis.disconnect());
  const database = await createCellDatabase(adminUrl, tablespace);
  closers.push(() => database.drop());
  const [toDatabase, toRedis] = await Promise.all([openRelay(database.url), openRelay(server.url)]);
  const hook = await openHook();
  closers.push(hook.close);
  const pool = new pg.Pool({
    connectionString: database.adminUrl,
    max: 3,
    options: '-c default_transaction_read_only=off',
  });
  pool.on('error', () => undefined);
  closers.push(() => pool.end());
  const plan = {
    databaseUrl: toDatabase.url,
    redisUrl: toRedis.url,
    webhookUrl: hook.url,
    operatorKey: OPERATOR_KEY,
    price: PRICE,
  };
  const child = fork(fileURLToPath(new URL('./desk.ts', import.meta.url)), [JSON.stringify(plan)], {
    stdio: [
      'ignore',
      process.env.FAULTS_LOG ? 'inherit' : 'ignore',
      process.env.FAULTS_LOG ? 'inherit' : 'ignore',
      'ipc',
    ],
    execArgv: [],
  });
  closers.push(() => child.kill('SIGKILL'));
  const line = listen(child);
  const close = async () => {
    await releaseAll(closers);
    await Promise.all([toDatabase.close(), toRedis.close()]);
  };
  const url = await line.ready.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...{ database, redis, redisUrl: server.url, toDatabase, toRedis, child, told: hook.told, seen: line.seen, close },
    order: line.order,
    ask: (method, path, body) => ask(`${url}${path}`, method, body),
    rows: async <R>(sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows as R[],
  };
}

async function ask(url: string, method: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json', connection: 'close' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(url, { method, headers, ...sent, signal: AbortSignal.timeout(MINUTE_MS) });
  return { status: answer.status, text: await answer.text() };
}

function listen(child: ChildProcess) {
  const waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();
  const seen = new Map<number, { atMs: number; at: number }>();
  const ready = Promise.withResolvers<string>();
  let last = 0;
  child.on('exit', (code) => ready.reject(new Error(`the desk ended with ${code}`)));
  child.on('message', (word: Word) => {
    if ('ready' in word) ready.resolve(word.ready);
    else if ('seen' in word) seen.set(word.seen, { atMs: performance.now(), at: Date.now() });
    else {
      const { done, fail } = waiting.get(word.nr) ?? {};
      waiting.delete(word.nr);
      if (word.error) fail?.(new Error(word.error));
      else done?.(word.result);
    }
  });
  const order = (name: OrderName, what: Partial<Order> = {}) =>
    new Promise<unknown>((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      child.send({ symbol: 'SOL', usd: PRICE, id: '', ms: 0, mode: 'sound', ...what, nr: last, name } satisfies Order);
    });
  return { ready: ready.promise, seen, order };
}

async function openHook() {
  const told: { title: string; atMs: number }[] = [];
  const server = createServer(async (req, res) => {
    const body = JSON.parse(await text(req)) as { title?: string };
    told.push({ title: body.title ?? '', atMs: performance.now() });
    res.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    told,
    url: `http://127.0.0.1:${port}/hook`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
