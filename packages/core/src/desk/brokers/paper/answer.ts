import { Decimal } from '../../../kernel/money/index.ts';
import { type Candle, isStale, type ListedContract } from '../../../market/index.ts';
import { type BrokerContext, type OrderBody, unheldStop, VenueUnknownError } from '../../venue/index.ts';
import { type Conditions, fillOrder, type ModelAnswer } from './fill-model.ts';

/** Bars that tell the venue how much is traded there and how much it moves. */
export const BARS_SEEN = 30;

/**
 * What the paper venue makes of an order at a moment of company time, by the bars that have closed and the roll of that
 * moment. Throws for a sale without a fresh price: it is not taken until there is one.
 */
export function answerTo(
  { market, dice }: Pick<BrokerContext, 'market' | 'dice'>,
  body: OrderBody,
  at: Date,
): ModelAnswer {
  const fault = unheldStop('paper', body);
  if (fault) return { status: 'rejected', reason: fault, fills: [] };
  const listed = market.contracts().find(({ contract }) => contract === body.contract);
  if (!listed) return { status: 'rejected', reason: `the venue does not list ${body.contract}`, fills: [] };
  const bars = market.bars(body.contract, { intervalMs: market.barMs, count: BARS_SEEN }, at);
  const last = bars.at(-1);
  if (!last) return { status: 'rejected', reason: 'the venue has no price yet', fills: [] };
  if (isStale(market, new Date(last.openAt + market.barMs), at)) {
    if (body.side === 'sell') throw new VenueUnknownError(`the paper venue has no fresh price of ${body.contract}`);
    return { status: 'rejected', reason: 'the venue has no fresh price', fills: [] };
  }
  // The key is natural: the same order at the same moment of the same world has the same luck.
  const roll = dice.roll('paper.fill', `${body.contract}|${body.side}|${at.toISOString()}|${body.refPrice}`);
  return fillOrder(body, conditionsOf({ bars, last, listed, roll }));
}

export interface Seen {
  readonly bars: readonly Candle[];
  readonly last: Candle;
  readonly listed: ListedContract;
  readonly roll: number;
}

/** What a bar says of how an order would fill, and the bars before it of how much it moves. */
export function conditionsOf({ bars, last, listed, roll }: Seen): Conditions {
  const changes = bars.slice(1).map((bar, i) => bar.close / (bars[i]?.close ?? bar.close) - 1);
  return {
    price: last.close,
    high: last.high,
    volumeUsd: meanOf(bars.map((bar) => bar.volume * bar.close)),
    volatility: deviationOf(changes),
    minQuantity: new Decimal(listed.minQuantity),
    roll,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
