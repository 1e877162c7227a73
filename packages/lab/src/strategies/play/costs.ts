import { BARS_SEEN, FEE, type Liquidity, PARTS_ABOVE, slippageOf, VOLUME_SHARE } from '@atc/core/desk/brokers';
import type { BarColumns } from '@atc/core/market';

const FEE_SHARE = FEE.toNumber();
/** The part of a large order that is filled first. */
const FIRST = 0.6;

/** Fee and slippage of an order, fractions. */
export interface Costs {
  readonly fee: number;
  readonly slippage: number;
}

/** What the paper venue sees in the base bars that closed last, one of an index the last. */
export function liquidityAt({ close, volume }: BarColumns, last: number): Liquidity {
  const first = Math.max(0, last - BARS_SEEN + 1);
  let before = close[first] ?? 0;
  let traded = (volume[first] ?? 0) * before;
  let [sum, squares] = [0, 0];
  for (let i = first + 1; i <= last; i += 1) {
    const price = close[i] ?? 0;
    const change = price / before - 1;
    traded += (volume[i] ?? 0) * price;
    sum += change;
    squares += change * change;
    before = price;
  }
  const changes = last - first;
  const spread = Math.max(0, squares - (sum * sum) / Math.max(1, changes));
  return { volumeUsd: traded / (changes + 1), volatility: Math.sqrt(spread / Math.max(1, changes - 1)) };
}

/**
 * What the paper venue takes of an order, without its chance: a large one is filled in two parts. At so many times its
 * costs, but never more than everything.
 */
export function costsOf(usd: number, liquidity: Liquidity, times: number): Costs {
  const whole = slippageOf(usd, liquidity);
  const isLarge = usd > liquidity.volumeUsd * PARTS_ABOVE;
  const slippage = isLarge ? FIRST * slippageOf(usd * FIRST, liquidity) + (1 - FIRST) * whole : whole;
  return { fee: Math.min(1, FEE_SHARE * times), slippage: Math.min(1, slippage * times) };
}

/** What can be bought of what is wanted, USD: a share of what a bar trades. */
export function buyable(usd: number, { volumeUsd }: Liquidity): number {
  return Math.min(usd, volumeUsd * VOLUME_SHARE);
}
