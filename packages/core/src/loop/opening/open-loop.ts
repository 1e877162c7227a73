import { type Brokers, noBrokers, onlyBroker, openBrokers } from '../../desk/brokers/index.ts';
import { HALT_FENCE } from '../../desk/protections/index.ts';
import type { Broker, BrokerContext, Venue } from '../../desk/venue/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { announceThrough, type BaseDb, openDb, openFence, reachDatabase } from '../../kernel/db/index.ts';
import { seededDice } from '../../kernel/dice/index.ts';
import { releaseAll } from '../../kernel/ending/index.ts';
import { errorText } from '../../kernel/errors/index.ts';
import { readCompanyTag } from '../../kernel/identity/index.ts';
import { type Log, openLog } from '../../kernel/log/index.ts';
import { openDispatcher, openQueues, type Queues } from '../../kernel/queues/index.ts';
import { openWorldClock, type WorldClock } from '../../kernel/world/index.ts';
import type { Market, PriceFeed } from '../../market/index.ts';
import type { LoopContext } from '../context.ts';
import { queueSpecs } from '../kinds/index.ts';
import { openMarket } from './open-market.ts';

/** Opens a venue's broker with what a broker may use of the company. */
export type OpenBroker = (desk: BrokerContext) => Promise<Broker>;

export interface OpenLoopOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** How many queues this process will work. */
  readonly workers: number;
  readonly name: string;
  /** A market that is open already; opened from the configuration when absent. */
  readonly market?: Market;
  /** Makes the broker of another venue than the trading mode's; for rehearsals. */
  readonly openBroker?: OpenBroker;
  /** The venues that may be traded on. */
  readonly venues: readonly Venue[];
  /** Whether this process sends orders; one that does not never opens a wallet. */
  readonly trades?: boolean;
  /** Whether this process works every queue, and nobody else does. */
  readonly alone?: boolean;
  /** Whether somebody sits in front of this process, and is asked whether they still do. */
  readonly attended?: boolean;
  readonly log?: Log;
}

export interface OpenedLoop {
  readonly ctx: LoopContext & { readonly clock: WorldClock };
  close(): Promise<void>;
}

const CONNECTIONS = 12;
const BEAT_POOL = {
  connections: 2,
  settings: { lock_timeout: 500, idle_in_transaction_session_timeout: 5000, statement_timeout: 4000 },
};
const CONTROL_POOL = { connections: 6 };
// On a small machine two readers would otherwise take every core.
const READ_POOL = { connections: 8, settings: { statement_timeout: 10_000, max_parallel_workers_per_gather: 0 } };

/**
 * What the last half second wrote may be lost with the server's machine, and is played again: nothing real is at stake.
 * A statement is planned once: planning it anew for its values takes as long as most of them run.
 */
const PLAYED = { synchronous_commit: 'off', plan_cache_mode: 'force_generic_plan' };

/** Opens everything a process of the company uses on an existing world; `close` releases it in reverse. */
export async function openLoop(options: OpenLoopOptions): Promise<OpenedLoop> {
  const { config, databaseUrl } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const close = () => releaseAll(closers);
  try {
    await reachDatabase(databaseUrl);
    const log = options.log ?? openLog(config, { process: options.name });
    const market = options.market ?? (await openMarket(config, options));
    const isReplay = playsAlone(options, market);
    const played = isReplay && config.mind.name === 'rules' ? PLAYED : {};
    const db = openDb(databaseUrl, { connections: CONNECTIONS, settings: played });
    closers.push(() => db.$disconnect());
    const pools = openPools(databaseUrl, played);
    for (const pool of Object.values(pools)) closers.push(() => pool.$disconnect());
    const store = await storeOf(options, { db, log });
    const queues = isReplay ? openDispatcher(store, log) : store;
    closers.push(() => queues.close());
    for (const pool of [db, ...Object.values(pools)]) announceThrough(pool, queues.nudge);
    const fence = openFence({ databaseUrl, key: HALT_FENCE, connections: config.stepConcurrency * 3 + 1 });
    closers.push(() => fence.close());
    const clock = await openWorldClock(db);
    const dice = seededDice(config.seed);
    const desk = { db, market, clock, dice };
    const brokers = await brokersOf(options, desk);
    if (market.feed) closers.push(follow(market.feed, { db, clock, log }));
    return { ctx: { config, db, ...pools, queues, fence, market, clock, dice, log, brokers }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Whether this process plays a recording or a simulated market alone, as fast as it goes, and only on paper. Its jobs
 * run one after the other.
 */
function playsAlone({ alone = false, config, openBroker }: OpenLoopOptions, market: Market): boolean {
  const isPaper = config.tradingMode === 'paper' && !openBroker;
  return alone && isPaper && config.speed === 'max' && !market.feed;
}

async function storeOf(options: OpenLoopOptions, { db, log }: Pick<LoopContext, 'db' | 'log'>): Promise<Queues> {
  const { config, databaseUrl, redisUrl, workers } = options;
  const prefix = await prefixOf(db, options);
  return openQueues({ specs: queueSpecs(config), redisUrl, databaseUrl, prefix, workers, log });
}

/** Keeps a company's keys apart on a Redis that others use too; the braces keep them in one slot of a cluster. */
async function prefixOf(db: BaseDb, { redisUrl, databaseUrl }: OpenLoopOptions): Promise<string> {
  return redisUrl ? `{atc-${await readCompanyTag(db)}}` : `company-${new URL(databaseUrl).pathname.slice(1)}`;
}

/**
 * The pools beside the main one. Each connects at its first statement, so that it costs nothing where it is not used.
 */
function openPools(
  databaseUrl: string,
  played: Readonly<Record<string, string>>,
): Pick<LoopContext, 'beatDb' | 'controlDb' | 'readDb'> {
  return {
    beatDb: openDb(databaseUrl, { ...BEAT_POOL, settings: { ...BEAT_POOL.settings, ...played } }),
    controlDb: openDb(databaseUrl, { ...CONTROL_POOL, settings: played }),
    readDb: openDb(databaseUrl, READ_POOL),
  };
}

async function brokersOf(options: OpenLoopOptions, desk: BrokerContext): Promise<Brokers> {
  const { config, venues, openBroker, trades = true, attended = false } = options;
  if (!trades) return noBrokers;
  return openBroker ? onlyBroker(await openBroker(desk)) : openBrokers(desk, { config, venues, attended });
}

const FOLLOW_MS = 1000;

/** Reads the bars that another process stores, so that every process knows the prices. */
function follow(feed: PriceFeed, { db, clock, log }: Pick<LoopContext, 'db' | 'clock' | 'log'>): () => Promise<void> {
  const catchUp = () =>
    feed
      .catchUp(db, clock.now())
      .catch((error: unknown) => log.warn({ error: errorText(error) }, 'bars were not read'));
  const timer = setInterval(catchUp, FOLLOW_MS);
  return async () => {
    clearInterval(timer);
    await feed.close();
  };
}
