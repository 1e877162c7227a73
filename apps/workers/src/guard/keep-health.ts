import { endTrouble, openProbe, type StoreName, sayHealth, tellTrouble } from '@atc/core/company/health';
import { endAlarm, sendAlarm } from '@atc/core/company/notifications';
import { openWatchLook, type WatchLook } from '@atc/core/loop/clockwork';
import type { WorkerContext } from '../context.ts';
import { type Found, openFindings } from './findings.ts';

/** A store that comes back within this was restarted: nobody is told. */
const PATIENCE_MS = 5000;

const WATCH = 'watch.late';

/**
 * Opens what looks after the company's health and tells what it finds: a store that takes no writes, and a watch that
 * does not reach what is held. Told as events where the database takes writes, as alarms where it does not.
 */
export function keepHealth(ctx: WorkerContext, patienceMs = PATIENCE_MS): () => Promise<void> {
  const probe = openProbe(ctx);
  const look = openWatchLook(ctx);
  const findings = openFindings(() => ctx.clock.monotonicMs());
  let seen: WatchLook | null = null;
  return async () => {
    const stores = await probe();
    if (stores.database !== 'down') seen = await look().catch(() => seen);
    for (const store of ['database', 'queues'] as const) {
      const found = findings.note(store, stores[store] !== 'up', patienceMs);
      const words = { cause: `store.${store}`, title: sayHealth(store, stores[store]), text: advice(store, seen) };
      await (store === 'database' ? tellDatabase : tellOther)(ctx, found, words);
    }
    const late = findings.note(WATCH, seen?.state === 'late', 0);
    await tellOther(ctx, late, { cause: WATCH, ...wordsOfWatch(seen) });
  };
}

interface Words {
  readonly cause: string;
  readonly title: string;
  readonly text: string;
}

async function tellDatabase(ctx: WorkerContext, found: Found, words: Words): Promise<void> {
  if (found === 'lasting') await sendAlarm(ctx, words);
  if (found === 'over') await endAlarm(ctx, words);
}

async function tellOther(ctx: WorkerContext, found: Found, words: Words): Promise<void> {
  if (found === 'lasting') await tellTrouble(ctx, words);
  if (found === 'over') await endTrouble(ctx, words);
}

function advice(store: StoreName, seen: WatchLook | null): string {
  const held = seen && seen.held > 0 ? ` Held: ${seen.said}.` : ' Nothing is held.';
  return store === 'database'
    ? `Nothing can be bought, sold or watched until it takes writes.${held}`
    : `Stops are watched and exits are run without it; nothing new is bought until it takes writes.${held}`;
}

function wordsOfWatch(seen: WatchLook | null): Omit<Words, 'cause'> {
  if (seen?.state !== 'late')
    return { title: 'What is held is watched again', text: 'Every bar that has closed was looked at.' };
  const seconds = Math.round(Math.max(seen.unwatchedMs, seen.waitingMs) / 1000);
  return {
    title: `What is held has not been watched for ${seconds} s`,
    text: `A stop may have been passed without a sale. Held: ${seen.said}.`,
  };
}
