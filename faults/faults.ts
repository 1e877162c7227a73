import { DAY_MS, HOUR_MS } from '@atc/core/kernel/time';
import type { FeedMode } from './plan.ts';
import type { SmallDisk } from './small-disk.ts';
import type { Stage } from './stage.ts';

/** A way in which the world fails, and what a desk owes its owner meanwhile. */
export interface Fault {
  readonly name: string;
  begin(stage: Stage): Promise<unknown>;
  end(stage: Stage): Promise<unknown>;
  /**
   * Of a stop that is passed: sold all the same, told and sold later, either of them, or sold once the desk runs again.
   */
  readonly stop: 'sold' | 'told' | 'sold or told' | 'sold after';
  /** Of an operator's halt: it is in force, it is refused by name, or either of them. */
  readonly halt: 'halts' | 'refuses' | 'halts or refuses';
}

const SLOW_MS = 100;
const sound = { stop: 'sold', halt: 'halts' } as const;
const blind = { stop: 'told', halt: 'halts' } as const;
const mute = { stop: 'told', halt: 'refuses' } as const;

/** The store of the queues. */
export const redisFaults: readonly Fault[] = [
  {
    name: 'Redis full',
    ...sound,
    begin: async ({ redis }) => {
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      await redis.config('SET', 'maxmemory', '500000');
    },
    end: ({ redis }) => redis.config('SET', 'maxmemory', '0'),
  },
  {
    name: 'Redis read-only',
    ...sound,
    begin: ({ redis }) => redis.replicaof('127.0.0.1', '1'),
    end: ({ redis }) => redis.replicaof('NO', 'ONE'),
  },
  { name: 'Redis away', ...sound, begin: ({ toRedis }) => toRedis.cut(), end: ({ toRedis }) => toRedis.mend() },
  {
    name: 'Redis slow',
    ...sound,
    begin: async ({ toRedis }) => toRedis.slow(SLOW_MS),
    end: async ({ toRedis }) => toRedis.slow(0),
  },
  { name: 'Redis flushed', ...sound, begin: ({ redis }) => redis.flushall(), end: async () => undefined },
  {
    name: "another's Redis",
    ...sound,
    // Its keys are there and are of other types: whatever is asked of them is an error.
    begin: async ({ redis }) => {
      for (const key of await redis.keys('*')) await redis.set(key, "another's");
    },
    end: ({ redis }) => redis.flushall(),
  },
];

const readOnly = (stage: Stage, on: boolean) =>
  stage.database.admin(
    `ALTER DATABASE ${stage.database.name} SET default_transaction_read_only = ${on ? 'on' : 'off'}`,
  );
const places = (stage: Stage, count: number) =>
  stage.database.admin(`ALTER ROLE ${stage.database.role} CONNECTION LIMIT ${count}`);

/** The store of everything. */
export const postgresFaults: readonly Fault[] = [
  {
    name: 'PostgreSQL read-only',
    ...mute,
    begin: async (stage) => {
      await readOnly(stage, true);
      await stage.database.disconnect();
    },
    end: async (stage) => {
      await readOnly(stage, false);
      await stage.database.disconnect();
    },
  },
  {
    name: 'PostgreSQL away',
    ...mute,
    begin: ({ toDatabase }) => toDatabase.cut(),
    end: ({ toDatabase }) => toDatabase.mend(),
  },
  {
    name: 'PostgreSQL slow',
    ...sound,
    begin: async ({ toDatabase }) => toDatabase.slow(SLOW_MS),
    end: async ({ toDatabase }) => toDatabase.slow(0),
  },
  {
    name: 'PostgreSQL out of connections',
    ...mute,
    begin: async (stage) => {
      await places(stage, 0);
      await stage.database.disconnect();
    },
    end: (stage) => places(stage, -1),
  },
];

/** A disk without a byte left: what fits into pages that are there is still written. */
export const diskFault = (disk: SmallDisk): Fault => ({
  name: 'PostgreSQL’s disk full',
  stop: 'sold or told',
  halt: 'halts or refuses',
  begin: () => disk.fill(),
  end: () => disk.empty(),
});

const feedFault = (mode: FeedMode): Fault => ({
  name: `feed ${mode}`,
  ...blind,
  begin: (stage) => stage.order('feed', { mode }),
  end: (stage) => stage.order('feed', { mode: 'sound' }),
});

/** Where prices come from. */
export const feedFaults: readonly Fault[] = (['silent', 'failing', 'stale', 'in part'] as const).map(feedFault);

const clockFault = (name: string, ms: number): Fault => ({
  name: `clock ${name}`,
  ...sound,
  begin: (stage) => stage.order('clock', { ms }),
  end: (stage) => stage.order('clock', { ms: 0 }),
});

/** The machine itself. */
export const machineFaults: readonly Fault[] = [
  clockFault('a second ahead', 1000),
  clockFault('a second behind', -1000),
  clockFault('an hour ahead', HOUR_MS),
  clockFault('an hour behind', -HOUR_MS),
  clockFault('a day ahead', DAY_MS),
  clockFault('a day behind', -DAY_MS),
  {
    name: 'suspended',
    stop: 'sold after',
    halt: 'halts',
    begin: async ({ child }) => child.kill('SIGSTOP'),
    end: async ({ child }) => child.kill('SIGCONT'),
  },
];
