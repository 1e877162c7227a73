import { type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { z } from 'zod';
import type { CcxtExchange } from '../../ccxt/index.ts';
import { chargesOf } from '../fees/charges.ts';
import { valueCharges } from '../fees/value-charges.ts';
import type { ExchangeContext } from './context.ts';
import type { ExchangeClient } from './exchange-client.ts';
import { hasEnded, lastAt, reportOf } from './reports.ts';
import { type ExchangeOrder, type ExchangeTrade, order, type PairFacts, pairFacts, trade } from './wire.ts';

export interface Wanted {
  readonly clientOrderId: string;
  readonly pair: string;
  readonly signal: AbortSignal | undefined;
}

/** What an exchange shows of an order by our id; null where it does not show it. */
export async function findOrder(ctx: ExchangeContext, wanted: Wanted): Promise<VenueReport | null> {
  const { client } = ctx;
  const { clientOrderId, pair, signal } = wanted;
  const facts = await readFacts(client, pair, signal);
  const said = await client.ask({
    ask: ({ exchange }) => exchange.fetchOrder('', pair, { clientOrderId }),
    answer: order,
    signal,
  });
  if (!said.ok && said.kind === 'OrderNotFound') return null;
  if (!said.ok) throw new VenueUnknownError(`${client.id} refused the question: ${said.kind}: ${said.message}`);
  const shown = said.value;
  if (shown.clientOrderId !== clientOrderId)
    throw new VenueUnknownError(`${client.id} told of another order than the one that was asked for`);
  const trades = hasEnded(shown) && shown.filled.gt(0) ? await readTrades(ctx, shown, wanted) : [];
  const charges = chargesOf(shown.side, trades, facts);
  const apartUsd = await valueCharges(client, charges.apart, { facts, at: lastAt(trades), signal });
  return reportOf(clientOrderId, { order: shown, trades, charges, apartUsd }, facts);
}

/** The trades of an order; fees stand nowhere else. */
async function readTrades(
  { client }: ExchangeContext,
  { id }: ExchangeOrder,
  { pair, signal }: Wanted,
): Promise<readonly ExchangeTrade[]> {
  const said = await client.ask({
    ask: ({ exchange }) =>
      exchange.has.fetchOrderTrades === true
        ? exchange.fetchOrderTrades(id, pair)
        : exchange.fetchMyTrades(pair, undefined, undefined, { orderId: id }),
    answer: z.array(trade),
    signal,
  });
  if (!said.ok) throw new VenueUnknownError(`${client.id} refused the question: ${said.kind}: ${said.message}`);
  return said.value.filter(({ order }) => order === id);
}

/** Steps, limits and fees of a pair, asked once in a process. Throws where the exchange has no spot market of it. */
export async function readFacts(client: ExchangeClient, pair: string, signal?: AbortSignal): Promise<PairFacts> {
  const ask = async ({ exchange, loadMarkets }: CcxtExchange) => {
    await loadMarkets();
    return exchange.market(pair);
  };
  const said = await client.ask({ ask, answer: pairFacts, signal });
  if (said.ok) return said.value;
  throw new VenueUnknownError(`${client.id} does not tell of ${pair}: ${said.kind}: ${said.message}`);
}
