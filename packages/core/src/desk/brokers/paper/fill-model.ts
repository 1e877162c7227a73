import { Decimal, floorQuantity, maxOf, minOf, roundUsd, ZERO } from '../../../kernel/money/index.ts';
import type { OrderBody } from '../../venue/index.ts';

/** Share of the notional that the paper venue keeps. */
export const FEE = new Decimal('0.001');
const SPREAD_MIN = 0.0002;
const SPREAD_MAX = 0.005;
const SPREAD_PER_VOLATILITY = 0.1;
const IMPACT_MAX = 0.03;
/** A purchase takes at most this share of a bar's volume; the rest of it is canceled. */
export const VOLUME_SHARE = 0.1;
/** An order above this share of a bar's volume is filled in parts. */
export const PARTS_ABOVE = 0.05;
/** Beyond a hundred bars' volume an order is as large as it can be. */
const MOST_SHARE = 100;
const REJECT_CHANCE = 0.01;
const CUT_CHANCE = 0.03;
const SPLIT_CHANCE = 0.15;
const NO_LIQUIDITY = 'the venue had no liquidity at this price';

/** What slippage rests on. */
export interface Liquidity {
  /** What a bar trades in USD. */
  readonly volumeUsd: number;
  /** Standard deviation of recent bars' returns. */
  readonly volatility: number;
}

export interface Conditions extends Liquidity {
  /** Close of the last closed bar: the middle between bid and ask. */
  readonly price: number;
  /** Its highest price. */
  readonly high: number;
  readonly minQuantity: Decimal;
  /** A number in [0, 1) for what happens by chance. */
  readonly roll: number;
}

export interface ModelFill {
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly usd: Decimal;
  readonly feeUsd: Decimal;
  readonly slippageBps: number;
}

export interface ModelAnswer {
  readonly status: 'filled' | 'canceled' | 'rejected';
  readonly reason: string | null;
  readonly fills: readonly ModelFill[];
}

/**
 * What the paper venue makes of an order: half a spread that widens with volatility, impact that grows with the share
 * of a bar's volume, a fee of 10 bps. A purchase never spends more than it was given; a triggered sale never gets more
 * than its trigger. By the roll some purchases are rejected or cut short and some orders are filled in parts; a sale is
 * never refused by chance.
 */
export function fillOrder(body: OrderBody, conditions: Conditions): ModelAnswer {
  return body.side === 'buy' ? buy(body, conditions) : sell(body, conditions);
}

/** Half spread and impact of a notional, as a fraction. */
export function slippageOf(notionalUsd: number, { volumeUsd, volatility }: Liquidity): number {
  const spread = Math.min(SPREAD_MAX, SPREAD_MIN + SPREAD_PER_VOLATILITY * volatility);
  return spread + Math.min(IMPACT_MAX, volatility * Math.sqrt(shareOf(notionalUsd, volumeUsd)));
}

/**
 * The best price a sale may get: its trigger, or the last close where the market has fallen away from the trigger
 * since.
 */
export function bestExit(triggerPrice: string | null, { price, high }: Conditions): Decimal {
  const trigger = new Decimal(triggerPrice ?? price);
  return trigger.gt(high) ? new Decimal(price) : trigger;
}

function buy(body: OrderBody, conditions: Conditions): ModelAnswer {
  const spend = new Decimal(body.spendUsd ?? 0);
  if (spend.lte(0)) return rejected('a purchase must spend something');
  if (conditions.roll < REJECT_CHANCE) return rejected(NO_LIQUIDITY);
  if (conditions.volumeUsd <= 0) return rejected('no trade was seen there lately');
  const wanted = conditions.roll < REJECT_CHANCE + CUT_CHANCE ? spend.div(2) : spend;
  const taken = minOf(wanted, new Decimal(conditions.volumeUsd).mul(VOLUME_SHARE));
  const parts = partsOf(taken, taken, { ...conditions, decimals: 8 });
  const fills = parts.map((part) => buyPart(part, body.decimals, conditions)).filter((fill) => fill.quantity.gt(0));
  if (fills.length === 0) return rejected(taken.lt(wanted) ? NO_LIQUIDITY : 'less than the smallest quantity');
  if (quantityOf(fills).lt(conditions.minQuantity)) return rejected('less than the smallest quantity');
  const whole = taken.eq(spend);
  return { status: whole ? 'filled' : 'canceled', reason: whole ? null : 'the rest found no liquidity', fills };
}

function buyPart({ part, notionalUsd }: Part, decimals: number, conditions: Conditions): ModelFill {
  const slip = slippageOf(notionalUsd, conditions);
  const price = new Decimal(conditions.price).mul(1 + slip).toDecimalPlaces(18, Decimal.ROUND_UP);
  const quantity = floorQuantity(part.div(price.mul(FEE.add(1))), decimals);
  const usd = minOf(roundUsd(quantity.mul(price)), part);
  const feeUsd = minOf(roundUsd(usd.mul(FEE)), maxOf(ZERO, part.sub(usd)));
  return { price, quantity, usd, feeUsd, slippageBps: slip * 1e4 };
}

function sell(body: OrderBody, conditions: Conditions): ModelAnswer {
  const quantity = new Decimal(body.quantity ?? 0);
  if (quantity.lte(0)) return rejected('a sale must give something');
  const best = bestExit(body.triggerPrice, conditions);
  const parts = partsOf(quantity, quantity.mul(best), { ...conditions, decimals: body.decimals });
  return { status: 'filled', reason: null, fills: parts.map((part) => sellPart(part, best, conditions)) };
}

function sellPart({ part, notionalUsd }: Part, best: Decimal, conditions: Conditions): ModelFill {
  const slip = slippageOf(notionalUsd, conditions);
  const price = best.mul(1 - slip).toDecimalPlaces(18, Decimal.ROUND_DOWN);
  const usd = roundUsd(part.mul(price));
  return { price, quantity: part, usd, feeUsd: roundUsd(usd.mul(FEE)), slippageBps: slip * 1e4 };
}

interface Part {
  readonly part: Decimal;
  /** What this part and those before it are worth: later parts reach deeper. */
  readonly notionalUsd: number;
}

interface Split {
  readonly roll: number;
  readonly volumeUsd: number;
  readonly decimals: number;
}

/** The whole, or for a large share of the volume or by a rare roll two parts, that add up to it exactly. */
function partsOf(whole: Decimal, worthUsd: Decimal, { roll, volumeUsd, decimals }: Split): readonly Part[] {
  const last = { notionalUsd: worthUsd.toNumber() };
  const large = shareOf(last.notionalUsd, volumeUsd) > PARTS_ABOVE;
  const first = floorQuantity(whole.mul('0.6'), decimals);
  if (first.lte(0) || (!large && roll < 1 - SPLIT_CHANCE)) return [{ part: whole, ...last }];
  return [
    { part: first, notionalUsd: last.notionalUsd * 0.6 },
    { part: whole.sub(first), ...last },
  ];
}

function shareOf(notionalUsd: number, volumeUsd: number): number {
  return volumeUsd > 0 ? Math.min(MOST_SHARE, notionalUsd / volumeUsd) : MOST_SHARE;
}

function quantityOf(fills: readonly ModelFill[]): Decimal {
  return fills.reduce((sum, fill) => sum.add(fill.quantity), ZERO);
}

function rejected(reason: string): ModelAnswer {
  return { status: 'rejected', reason, fills: [] };
}
