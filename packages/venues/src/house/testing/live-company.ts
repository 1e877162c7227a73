import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrokers } from '@atc/core/desk/brokers';
import { type Config, readConfig } from '@atc/core/kernel/config';
import { type BaseDb, openDb } from '@atc/core/kernel/db';
import { seededDice } from '@atc/core/kernel/dice';
import { openWorldClock } from '@atc/core/kernel/world';
import { openLiveWorld, openMarket, seedCompany } from '@atc/core/loop/opening';
import type { Market } from '@atc/core/market';
import { openStack } from '@atc/stack/launcher';
import { migrate } from '@atc/stack/migrate';
import { outsidePlace } from '@atc/stack/postgres';
import type { House } from '../house.ts';

type Variables = Readonly<Record<string, string>>;

export interface LiveCompanyWish {
  readonly house: House;
  /** Variables that reach a local venue with the company's folder, and its market where it is not the venue's own. */
  prepare(dir: string): Promise<{ readonly variables: Variables; readonly market?: Market }>;
  /** When the company is founded; now unless told. */
  readonly at?: Date;
}

/** A company of its own that would trade for real at one local venue: database, market, and its words. */
export interface LiveCompany {
  readonly dir: string;
  readonly db: BaseDb;
  readonly market: Market;
  /** What was said since `forget`. */
  readonly said: readonly string[];
  forget(): void;
  /** Its configuration, with its own account confirmed where it has one. */
  config(changes?: Variables): Config;
  /** Opens its world as a start does; rejects where the preflight forbids. */
  openWorld(changes?: Variables): Promise<unknown>;
  openBrokers(changes?: Variables, presence?: { readonly attended: boolean }): ReturnType<typeof openBrokers>;
  /** Id of the account that stands for the venue's; empty before the first start. */
  accountId(): string;
  /** Reads the account that the first start has left. */
  takeAccount(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a company on a server of its own, which keeps what is committed, as real money needs it. */
export async function liveCompany({ house, prepare, at = new Date() }: LiveCompanyWish): Promise<LiveCompany> {
  const dir = await mkdtemp(join(tmpdir(), 'live-'));
  const data = join(dir, 'data');
  const { variables, market: given } = await prepare(dir);
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  let accountId = '';
  const config = (changes: Variables = {}) =>
    readConfig(
      {
        ...{ TRADING_MODE: 'live', MARKET: 'live', LIVE_VENUE: house.name },
        ...{ LIVE_TRADING_CONFIRMED: accountId, DATA_DIR: data },
        ...variables,
        ...changes,
      },
      [house],
    );
  const venues = [house];
  const market = given ?? (await openMarket(config(), { venues }));
  const stack = await openStack({ ...readConfig({ DATA_DIR: data, QUEUE_BACKEND: 'postgres' }), say });
  await migrate(stack.databaseUrl);
  const db = openDb(stack.databaseUrl, { connections: 3 });
  await seedCompany(db, at);
  return {
    ...{ dir, db, market, said, config },
    forget: () => said.splice(0),
    openWorld: (changes) => openLiveWorld(db, { config: config(changes), venues, market, say }),
    openBrokers: async (changes, presence) =>
      openBrokers(
        { db, market, clock: await openWorldClock(db), dice: seededDice('1') },
        { config: config(changes), venues, ...presence },
      ),
    accountId: () => accountId,
    takeAccount: async () => {
      accountId = (await db.account.findFirstOrThrow()).id;
    },
    close: async () => {
      await market.feed?.close();
      await db.$disconnect();
      await stack.close();
      for (const place of [dir, outsidePlace(data)]) await rm(place, { recursive: true, force: true });
    },
  };
}
