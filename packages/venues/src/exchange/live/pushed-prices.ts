import { setTimeout as delay } from 'node:timers/promises';
import type { TickerStream } from '../../ccxt/index.ts';
import { pairOf } from '../adapter/context.ts';
import { type ExchangePrices, pricesIn, type SeenPrice, type Tickers, tickers } from './tickers.ts';

/** Who is told nothing of a contract for so long asks. */
const SILENT_AFTER_MS = 10_000;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 30_000;
/** What is kept for a company that does not look: the newest. */
const MOST_KEPT = 10_000;

export interface PushedPrices {
  /** What was pushed since the last call, oldest first, and the contracts of which too long nothing was. */
  take(): { readonly heard: readonly SeenPrice[]; readonly silent: readonly string[] };
  close(): Promise<void>;
}

/** Hears what an exchange pushes, connecting again whenever the connection ends. The first call connects. */
export function openPushedPrices(wanted: ExchangePrices): PushedPrices {
  const off = new AbortController();
  const lastHeard = new Map<string, number>();
  let heard: SeenPrice[] = [];
  let listening: Promise<void> | null = null;
  const hear = (prices: readonly SeenPrice[]) => {
    for (const { contract, at } of prices) lastHeard.set(contract, at);
    heard = [...heard, ...prices].slice(-MOST_KEPT);
  };
  return {
    take: () => {
      listening ??= listen(wanted, hear, off.signal);
      const taken = heard;
      heard = [];
      const from = wanted.now().getTime() - SILENT_AFTER_MS;
      return { heard: taken, silent: wanted.contracts.filter((contract) => !((lastHeard.get(contract) ?? 0) >= from)) };
    },
    close: async () => {
      off.abort();
      await listening;
    },
  };
}

type Hear = (prices: readonly SeenPrice[]) => void;

async function listen({ client, contracts, now }: ExchangePrices, hear: Hear, signal: AbortSignal): Promise<void> {
  const stream = await client.openTickers().catch(() => null);
  if (!stream) return;
  const close = () => void stream.close();
  signal.addEventListener('abort', close, { once: true });
  const isNew = newsOf();
  for (let failures = 0; !signal.aborted; ) {
    const said = await nextOf(stream, contracts);
    failures = said ? 0 : failures + 1;
    if (said) hear(pricesIn(isNew(said), contracts, now().getTime()));
    else await rest(failures, signal);
  }
}

/** What is pushed next; null where the connection broke or what came cannot be read. */
async function nextOf(stream: TickerStream, contracts: readonly string[]): Promise<Tickers | null> {
  const said = await stream.next(contracts.map(pairOf)).catch(() => null);
  return tickers.safeParse(said).data ?? null;
}

/** Tells those tickers that differ from the last of their pair. */
function newsOf(): (said: Tickers) => Tickers {
  const known = new Map<string, string>();
  return (said) => {
    const news = Object.entries(said).filter(
      ([pair, { last, timestamp }]) => known.get(pair) !== `${timestamp} ${last}`,
    );
    for (const [pair, { last, timestamp }] of news) known.set(pair, `${timestamp} ${last}`);
    return Object.fromEntries(news);
  };
}

async function rest(failures: number, signal: AbortSignal): Promise<void> {
  const restMs = Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
  await delay(restMs, undefined, { signal }).catch(() => undefined);
}
