import type { KernelContext } from '../../kernel/context.ts';
import { errorText, type StoreFault, storeFaultOf } from '../../kernel/errors/index.ts';
import type { StoreHealth, StoreName, Stores } from './health.ts';
import { probeDatabase } from './store.ts';

type ProbeContext = Pick<KernelContext, 'db' | 'queues' | 'log'>;

const PATIENCE_MS = 2000;
/** Whoever asks within this is told what the last probe found. */
const FRESH_MS = 500;

/** Whether each store takes writes. */
export type Probe = () => Promise<Stores>;

/**
 * Opens a probe that writes to both stores, twice a second at most however many ask, and waits two seconds for each. A
 * store that has not answered the last write yet is given no other.
 */
export function openProbe(ctx: ProbeContext): Probe {
  const database = oneAtATime(() => probeDatabase(ctx.db));
  const queues = oneAtATime(() => ctx.queues.probe());
  let last: { readonly atMs: number; readonly found: Promise<Stores> } | null = null;
  const look = async (): Promise<Stores> => {
    const [first, second] = await Promise.all([
      healthOf(ctx, 'database', database()),
      healthOf(ctx, 'queues', queues()),
    ]);
    return { database: first, queues: second };
  };
  return () => {
    const atMs = performance.now();
    if (last && atMs - last.atMs < FRESH_MS) return last.found;
    last = { atMs, found: look() };
    return last.found;
  };
}

function oneAtATime(write: () => Promise<void>): () => Promise<void> {
  let pending: Promise<void> | null = null;
  return () => {
    pending ??= write().finally(() => {
      pending = null;
    });
    return pending;
  };
}

async function healthOf({ log }: ProbeContext, store: StoreName, writing: Promise<void>): Promise<StoreHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([writing, late]);
    return 'up';
  } catch (error) {
    const fault: StoreFault = storeFaultOf(error) ?? 'down';
    log.debug({ store, fault, error: errorText(error) }, 'a store took no write');
    return fault;
  } finally {
    clearTimeout(timer);
  }
}
