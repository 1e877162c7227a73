import type { Market } from '@atc/core/desk/market';
import { Decimal } from '@atc/core/kernel/money';

/** Futures on what a market trades: as many units in a contract, a power of ten, as are worth about so much USD at its start. */
export function contractsWorth(market: Market, usd: number) {
  return market.contracts().map(({ contract, tick }) => {
    const price = market.price(contract, market.startsAt)?.price ?? 1;
    const units = new Decimal(10).pow(Math.round(Math.log10(usd / price)));
    const tickSize = new Decimal(tick);
    const tickValue = tickSize.mul(units);
    return { id: contract, tickSize: tickSize.toNumber(), tickValue: tickValue.toNumber(), activeContract: true };
  });
}
