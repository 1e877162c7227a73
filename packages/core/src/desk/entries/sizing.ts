import { Decimal, maxOf, minOf, ZERO } from '../../kernel/money/index.ts';

/** A stop closer than this counts as this far when risk is computed: gaps and slippage do not care how tight it is. */
export const LEAST_STOP_DISTANCE = 0.05;

export interface SizeRequest {
  /** What the plan asks for. */
  readonly wantUsd: Decimal;
  readonly price: Decimal;
  readonly stopLoss: Decimal;
}

/** What is left of every limit that bounds a size, in USD. */
export interface SizeLimits {
  readonly maxPositionUsd: Decimal;
  readonly singleRiskUsd: Decimal;
  readonly portfolioRiskLeftUsd: Decimal;
  readonly cashLeftUsd: Decimal;
}

export interface FittedSize {
  readonly sizeUsd: Decimal;
  readonly riskUsd: Decimal;
  /** Which limits made it smaller than wanted. */
  readonly shrunkBy: readonly string[];
}

/** The fraction of a position that its stop puts at risk, at least 5 %. Null when the stop is not below the price. */
export function riskFraction(price: Decimal, stopLoss: Decimal): Decimal | null {
  if (price.lte(0) || stopLoss.lte(0) || stopLoss.gte(price)) return null;
  return maxOf(price.sub(stopLoss).div(price), new Decimal(LEAST_STOP_DISTANCE));
}

/** Of a purchase that a confidence speaks for. */
export interface SizeFacts {
  readonly confidence: number;
  readonly equityUsd: Decimal;
  readonly price: Decimal;
  readonly stopLoss: Decimal;
}

const RISK_SHARE = 0.01;

/**
 * The size a confidence deserves before limits: 1 % of equity times 0.5 to 1 over the stop distance, a stop closer than
 * 5 % counting as 5 %. Null without a stop below the price.
 */
export function plannedSizeUsd({ confidence, equityUsd, price, stopLoss }: SizeFacts): Decimal | null {
  const fraction = riskFraction(price, stopLoss);
  if (!fraction) return null;
  const courage = 0.5 + 1.25 * (Math.min(1, Math.max(0, confidence)) - 0.6);
  const sizeUsd = maxOf(ZERO, equityUsd.mul(RISK_SHARE).mul(courage).div(fraction));
  return sizeUsd.toDecimalPlaces(2, Decimal.ROUND_DOWN);
}

/**
 * The largest size in whole cents within the wish and every limit, and its risk; null when the stop is not below the
 * price.
 */
export function fitSize({ wantUsd, price, stopLoss }: SizeRequest, limits: SizeLimits): FittedSize | null {
  const fraction = riskFraction(price, stopLoss);
  if (!fraction) return null;
  const bounds: readonly (readonly [string, Decimal])[] = [
    ['max_position_size_usd', limits.maxPositionUsd],
    ['max_single_position_risk', limits.singleRiskUsd.div(fraction)],
    ['max_portfolio_risk', limits.portfolioRiskLeftUsd.div(fraction)],
    ['cash', limits.cashLeftUsd],
  ];
  const least = bounds.reduce((size, [, bound]) => minOf(size, bound), wantUsd);
  const sizeUsd = maxOf(ZERO, least).toDecimalPlaces(2, Decimal.ROUND_DOWN);
  const shrunkBy = bounds.filter(([, bound]) => bound.lt(wantUsd)).map(([name]) => name);
  // Rounded up, so that a reservation is never smaller than the risk it stands for.
  return { sizeUsd, riskUsd: sizeUsd.mul(fraction).toDecimalPlaces(8, Decimal.ROUND_UP), shrunkBy };
}
