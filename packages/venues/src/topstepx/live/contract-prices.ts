import { VenueUnknownError } from '@atc/core/desk/venue';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { type DayVolumes, type NamedCandle, type PriceSource, type Tick, tradedBefore } from '@atc/core/market';
import { z } from 'zod';
import type { TopstepxClient } from '../adapter/topstepx-client.ts';
import { bars } from '../adapter/wire.ts';
import type { HubPlace } from '../hub/connection.ts';
import type { Quote } from '../hub/pushes.ts';

/** A month of a future and how many units are in a contract of it. */
export interface PricedMonth {
  readonly id: string;
  readonly units: number;
}

export interface ContractPrices {
  readonly client: TopstepxClient;
  readonly months: readonly PricedMonth[];
  /** The market hub. */
  readonly hub: Pick<HubPlace, 'url' | 'firstRestMs'>;
  /** When it is, for what is seen now: never earlier than the company's time. */
  readonly now: () => Date;
}

/** A quote that is older when it comes is of another session. */
const STALE_AFTER_MS = MINUTE_MS;
const PAST_BAR_MINUTES = 5;
const MOST_BARS = 20_000;

/**
 * Prices of futures as the market hub pushes them. The first look connects; a look while nothing is pushed, because
 * there is no connection, throws.
 */
export function openContractPrices(wanted: ContractPrices): PriceSource {
  const off = new AbortController();
  const volumes: DayVolumes = new Map();
  let heard: readonly Tick[] = [];
  let fault: string | null = null;
  let listening: Promise<void> | null = null;
  const quoted = (contract: string, quote: Quote) => {
    const tick = tickOf(wanted, volumes, { contract, quote });
    if (tick) heard = [...heard, tick];
  };
  return {
    look: async (saw) => {
      listening ??= listen(wanted, {
        quoted,
        subscribed: () => {
          fault = null;
        },
        failed: (reason) => {
          fault = reason;
        },
        signal: off.signal,
      });
      saw(heard);
      heard = [];
      if (fault !== null) throw new VenueUnknownError(fault);
    },
    past: async (from, barMs) =>
      (await Promise.all(wanted.months.map((month) => readPast(wanted, month, { from, barMs })))).flat(),
    close: async () => {
      off.abort();
      await listening;
    },
  };
}

type Hearer = Parameters<typeof import('../hub/market-hub.ts').listenToMarketHub>[1];

async function listen({ client, hub, months }: ContractPrices, hearer: Hearer): Promise<void> {
  // What speaks SignalR is loaded only where it is used.
  const { listenToMarketHub } = await import('../hub/market-hub.ts');
  await listenToMarketHub({ ...hub, bearer: client.bearer, contracts: months.map(({ id }) => id) }, hearer);
}

interface Quoted {
  readonly contract: string;
  readonly quote: Quote;
}

function tickOf(
  { months, now, client }: ContractPrices,
  volumes: DayVolumes,
  { contract, quote }: Quoted,
): Tick | null {
  const at = now().getTime();
  const month = months.find(({ id }) => id === contract);
  // How old it is only the clock can say that stamped it.
  if (!month || client.venueNow() - quote.timestamp.getTime() > STALE_AFTER_MS) return null;
  const { lastPrice: price, volume } = quote;
  const traded = volume == null ? 0 : tradedBefore(volumes, contract, { at, volume });
  return { contract, price, at, turnoverUsd: traded * month.units * price };
}

interface Past {
  readonly from: Date;
  readonly barMs: number;
}

/** Bars of five minutes as the gateway has them, each as the short one in which it closed. */
async function readPast(
  { client, now }: ContractPrices,
  { id, units }: PricedMonth,
  { from, barMs }: Past,
): Promise<readonly NamedCandle[]> {
  const said = await client.request({
    path: '/api/History/retrieveBars',
    body: {
      ...{ contractId: id, live: false, startTime: from.toISOString(), endTime: now().toISOString() },
      ...{ unit: 2, unitNumber: PAST_BAR_MINUTES, limit: MOST_BARS, includePartialBar: false },
    },
    answer: z.object({ bars }),
  });
  if (!said.ok) throw new VenueUnknownError(`topstepx tells no past of ${id}: ${said.code} ${said.message}`);
  const candles = said.value.bars.map(({ t, o, h, l, c, v }) => ({
    contract: id,
    candle: {
      openAt: t.getTime() + PAST_BAR_MINUTES * MINUTE_MS - barMs,
      ...{ open: Number(o), high: Number(h), low: Number(l), close: Number(c), volume: Number(v) * units },
    },
  }));
  return candles.sort((a, b) => a.candle.openAt - b.candle.openAt);
}
