import { VenueUnknownError } from '@atc/core/desk/venue';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { NamedCandle, PriceSource } from '@atc/core/market';
import { z } from 'zod';
import { pairOf } from '../adapter/context.ts';
import type { ExchangeClient } from '../adapter/exchange-client.ts';
import { openPushedPrices } from './pushed-prices.ts';
import { type ExchangePrices, pricesIn, tickers } from './tickers.ts';

/** What is traded is asked once a minute, for so many of them. */
const TURNOVER_MINUTES = 5;
/** All exchanges give as many candles at once. */
const PAGE = 100;

const amount = z.coerce.number();
const candles = z.array(z.tuple([z.number().int(), amount, amount, amount, amount, amount]).rest(z.unknown()));

/**
 * Prices as an exchange pushes them, with what its candles say was traded. A contract that it has pushed nothing about
 * lately is asked for. Throws where it does not answer.
 */
export function openPrices({ client, contracts, now }: ExchangePrices): PriceSource {
  const turnovers = new Map<string, number>();
  const pushed = openPushedPrices({ client, contracts, now });
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    look: async (saw) => {
      const at = now().getTime();
      if (at - askedAt >= MINUTE_MS) {
        for (const contract of contracts) turnovers.set(contract, await readTurnover(client, contract, at));
        askedAt = at;
      }
      const { heard, silent } = pushed.take();
      const asked = silent.length > 0 ? await readPrices(client, silent, now) : [];
      saw([...heard, ...asked].map((seen) => ({ ...seen, turnoverUsd: turnovers.get(seen.contract) ?? 0 })));
    },
    past: async (from, barMs) =>
      (await Promise.all(contracts.map((contract) => readPast(client, contract, { from, barMs, now })))).flat(),
    close: pushed.close,
  };
}

async function readPrices(client: ExchangeClient, contracts: readonly string[], now: () => Date) {
  const said = await client.ask({
    ask: ({ exchange }) => exchange.fetchTickers(contracts.map(pairOf)),
    answer: tickers,
  });
  if (!said.ok) throw new VenueUnknownError(`${client.id} tells no prices: ${said.kind}: ${said.message}`);
  return pricesIn(said.value, contracts, now().getTime());
}

/** USD traded in the last minutes; 0 where the exchange does not say. */
async function readTurnover(client: ExchangeClient, contract: string, at: number): Promise<number> {
  const since = at - TURNOVER_MINUTES * MINUTE_MS;
  const minutes = await readCandles(client, contract, since).catch(() => []);
  return minutes.reduce((sum, [openMs, , , , close, volume]) => sum + (openMs >= since ? close * volume : 0), 0);
}

interface Past {
  readonly from: Date;
  readonly barMs: number;
  readonly now: () => Date;
}

/** Minutes that have closed, each as the short bar in which it did. */
async function readPast(client: ExchangeClient, contract: string, { from, barMs, now }: Past) {
  const found: NamedCandle[] = [];
  let since = Math.ceil(from.getTime() / MINUTE_MS) * MINUTE_MS;
  for (;;) {
    const page = (await readCandles(client, contract, since)).filter(([openMs]) => openMs >= since);
    const last = page.at(-1);
    if (!last) return found;
    for (const [openMs, open, high, low, close, volume] of page) {
      const closedMs = openMs + MINUTE_MS;
      if (closedMs > now().getTime()) return found;
      found.push({ contract, candle: { openAt: closedMs - barMs, open, high, low, close, volume } });
    }
    since = last[0] + MINUTE_MS;
  }
}

async function readCandles(client: ExchangeClient, contract: string, since: number) {
  const said = await client.ask({
    ask: ({ exchange }) => exchange.fetchOHLCV(pairOf(contract), '1m', since, PAGE),
    answer: candles,
  });
  if (!said.ok) throw new VenueUnknownError(`${client.id} tells no candles: ${said.kind}: ${said.message}`);
  return said.value;
}
