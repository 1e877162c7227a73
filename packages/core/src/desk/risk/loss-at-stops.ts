import { Decimal, ZERO } from '../../kernel/money/index.ts';
import { stopLevel } from '../watch/index.ts';
import type { HeldStop, PositionRisk, Risk } from './risk.ts';

/** What is lost of today's value if every stop is hit, per position and whole; USD before the costs of selling. */
export function lossAtStops(
  held: readonly HeldStop[],
  equityUsd: Decimal,
): Pick<Risk, 'lossUsd' | 'lossShare' | 'positions'> {
  const positions = held.map((one) => riskOf(one, equityUsd)).toSorted((a, b) => b.lossUsd.cmp(a.lossUsd));
  const lossUsd = positions.reduce((sum, position) => sum.add(position.lossUsd), ZERO);
  return { lossUsd, lossShare: shareOf(lossUsd, equityUsd), positions };
}

function riskOf(
  { quantity, stopLoss, trailingStopPct, highWater, ...held }: HeldStop,
  equityUsd: Decimal,
): PositionRisk {
  const { positionId, symbol, contract, price, pricedAt, stopRests } = held;
  const stop = stopLevel({ stopLoss, trailingStopPct, highWater });
  // A price below the stop is sold at that price: nothing is lost any more that is not lost already.
  const lossUsd = quantity.mul(stop ? Decimal.max(price.sub(stop), ZERO) : price);
  return {
    ...{ positionId, symbol, contract, price, pricedAt, stopRests, stop, lossUsd },
    valueUsd: quantity.mul(price),
    lossShare: shareOf(lossUsd, equityUsd),
  };
}

const shareOf = (part: Decimal, equityUsd: Decimal) => (equityUsd.gt(0) ? part.div(equityUsd).toNumber() : 0);
