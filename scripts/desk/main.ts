import { loadConfig } from '@atc/core/kernel/config';
import { openDb } from '@atc/core/kernel/db';
import { StartError } from '@atc/core/kernel/errors';
import { openWorldClock } from '@atc/core/kernel/world';
import { upgradeDatabase } from '@atc/stack/backup';
import { venues } from '@atc/venues/registry';
import { orExplain, say, withStack } from '../with-stack.ts';
import type { Desk } from './desk.ts';
import { type Order, readOrder, USAGE } from './order.ts';
import { showFeed } from './show-feed.ts';
import { showStatus } from './show-status.ts';
import { tellWhy } from './tell-why.ts';
import { turn } from './turn.ts';

// `./desk`: the desk in a terminal, whether the company runs or not. Whoever may read the data folder may do this.
const order = readOrder(process.argv.slice(2));
if (order) await orExplain(() => obey(order));
else refuse();

function refuse(): void {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 1;
}

async function obey(order: Order): Promise<void> {
  const config = loadConfig(venues);
  // No queue store is started for a look; one that is named is the company's own.
  const queueBackend = config.redisUrl ? config.queueBackend : 'postgres';
  const work = async (databaseUrl: string, end: AbortSignal) => {
    await upgradeDatabase(databaseUrl, { ...config, say: mutter });
    const db = openDb(databaseUrl, { connections: 4 });
    try {
      const clock = await openWorldClock(db).catch((cause: unknown) => {
        throw new StartError('no_company', 'there is no company here yet: `npm start` opens one', { cause });
      });
      process.exitCode = await done({ config, db, clock, databaseUrl, say, end }, order);
    } finally {
      await db.$disconnect();
    }
  };
  await withStack({ ...config, queueBackend }, ({ databaseUrl }, _, end) => work(databaseUrl, end), mutter);
}

/** What a program that reads the answer must not hear. */
function mutter(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function done(desk: Desk, order: Order): Promise<number> {
  switch (order.verb) {
    case 'status':
      return showStatus(desk, order);
    case 'why':
      return tellWhy(desk, order);
    case 'feed':
      return showFeed(desk, order);
    case 'turn':
      return turn(desk, order);
  }
}
