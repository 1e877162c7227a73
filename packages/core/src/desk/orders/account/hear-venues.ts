import { setTimeout as delay } from 'node:timers/promises';
import { errorText } from '../../../kernel/errors/index.ts';
import { listAccounts } from '../../accounts/index.ts';
import type { DeskContext } from '../../context.ts';
import type { NewsAbout } from '../../venue/index.ts';
import { reconcileOrders } from '../call/reconcile-orders.ts';
import { reconcileHoldings } from './reconcile-holdings.ts';

/** However much is pushed, nobody is asked more often (machine milliseconds). */
const APART_MS = 500;

/** Listens to the venues that push. What they push is never booked: it makes us ask at once instead of in time. */
export async function hearVenues(ctx: DeskContext): Promise<() => Promise<void>> {
  const off = new AbortController();
  const wanted = new Set<NewsAbout>();
  let looking: Promise<void> | null = null;
  const look = async () => {
    while (wanted.size > 0 && !off.signal.aborted) {
      const about = new Set(wanted);
      wanted.clear();
      await lookAt(ctx, about);
      await delay(APART_MS, undefined, { signal: off.signal }).catch(() => undefined);
    }
    looking = null;
  };
  const hear = (about: NewsAbout) => {
    wanted.add(about);
    looking ??= look();
  };
  const failed = (reason: string) => ctx.log.warn({ reason }, 'a venue pushes nothing; it is asked in time');
  const brokers = (await listAccounts(ctx.db)).map((account) => ctx.brokers.of(account));
  const listening = brokers.map((broker) => broker.listen?.({ hear, failed, signal: off.signal }));
  return async () => {
    off.abort();
    await Promise.all([...listening, looking]);
  };
}

async function lookAt(ctx: DeskContext, about: ReadonlySet<NewsAbout>): Promise<void> {
  try {
    if (about.has('orders')) await reconcileOrders(ctx, { atStart: true });
    if (about.has('holdings')) await reconcileHoldings(ctx);
  } catch (error) {
    ctx.log.error({ error: errorText(error) }, 'what a venue pushed could not be looked at');
  }
}
