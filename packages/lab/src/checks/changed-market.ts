import { type Candle, type SeriesMarket, seriesMarket } from '@atc/core/market';
import { drawNormal, type Random } from '../measure/index.ts';

/** A market that ends at an instant: nothing after it was ever recorded. */
export function endedAt(market: SeriesMarket, at: Date): SeriesMarket {
  return seriesMarket(market, at);
}

const PRICE_SPREAD = 0.1;

/** A market whose bars after an instant are noise, until another instant; every bar before it is the same. */
export function poisonedAfter(
  market: SeriesMarket,
  { after, until, random }: { readonly after: Date; readonly until: Date; readonly random: Random },
): SeriesMarket {
  const isTrue = (bar: Candle) => bar.openAt + market.barMs <= after.getTime();
  const barsClosedBetween: SeriesMarket['barsClosedBetween'] = (contract, from, to) =>
    market.barsClosedBetween(contract, from, to).map((bar) => (isTrue(bar) ? bar : noisy(bar, random)));
  return seriesMarket({ ...market, barsClosedBetween }, until);
}

function noisy({ openAt, open, high, low, close, volume }: Candle, random: Random): Candle {
  const factor = Math.exp(PRICE_SPREAD * drawNormal(random));
  const [opened, highest, lowest, closed] = [open, high, low, close].map((price) => price * factor);
  return {
    openAt,
    open: opened ?? open,
    high: highest ?? high,
    low: lowest ?? low,
    close: closed ?? close,
    volume: volume * Math.exp(drawNormal(random)),
  };
}
