import { Decimal, floorQuantity, maxOf, minOf, roundUsd, ZERO } from '../../../kernel/money/index.ts';
import type { OrderBody } from '../broker.ts';

/** Share of the notional that the paper venue keeps. */
export const FEE = new Decimal('0.001');
const SPREAD_MIN = 0.0002;
const SPREAD_MAX = 0.005;
const IMPACT_MAX = 0.03;
/** An entry takes at most this share of a bar's volume; the rest of it is canceled. */
const VOLUME_SHARE = 0.1;
const REJECT_SHARE = 0.01;
const CUT_SHARE = 0.03;
const SPLIT_SHARE = 0.15;

export interface Conditions {
  /** Close of the last closed bar. */
  readonly price: number;
  /** Its volume in USD. */
  readonly volumeUsd: number;
  /** Standard deviation of recent bars' returns. */
  readonly volatility: number;
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
 * What the paper venue makes of an order: half a spread that widens with volatility, impact that grows with the share of
 * the bar's volume, a fee of 10 bps. A purchase never spends more than it was given; a triggered sale never gets more
 * than its trigger. Some entries are rejected or cut short, some orders fill in two parts, by the roll.
 */
export function fillOrder(body: OrderBody, conditions: Conditions): ModelAnswer {
  return body.side === 'buy' ? buy(body, conditions) : sell(body, conditions);
}

/** Half spread and impact of a notional, as a fraction. */
export function slippageOf(notionalUsd: number, { volumeUsd, volatility }: Conditions): number {
  const spread = Math.min(SPREAD_MAX, SPREAD_MIN + 0.1 * volatility);
  const share = volumeUsd > 0 ? notionalUsd / volumeUsd : 1;
  return spread + Math.min(IMPACT_MAX, volatility * Math.sqrt(share));
}

function buy(body: OrderBody, conditions: Conditions): ModelAnswer {
  const spend = new Decimal(body.spendUsd ?? 0);
  if (spend.lte(0)) return rejected('an order must spend something');
  if (conditions.roll < REJECT_SHARE) return rejected('the venue had no liquidity at this price');
  const available = new Decimal(conditions.volumeUsd).mul(VOLUME_SHARE);
  const cut = conditions.roll < REJECT_SHARE + CUT_SHARE ? spend.div(2) : spend;
  const taken = minOf(cut, available);
  const fills = partsOf(taken, conditions.roll).map((part) => buyPart(part, body, conditions)).filter((fill) => fill.quantity.gt(0));
  if (fills.length === 0) return rejected('the venue had no liquidity at this price');
  const whole = taken.eq(spend);
  return { status: whole ? 'filled' : 'canceled', reason: whole ? null : 'the rest found no liquidity', fills };
}

function buyPart(spend: Decimal, body: OrderBody, conditions: Conditions): ModelFill {
  const slip = slippageOf(spend.toNumber(), conditions);
  const price = new Decimal(conditions.price).mul(1 + slip).toDecimalPlaces(18, Decimal.ROUND_UP);
  const quantity = floorQuantity(spend.div(price.mul(FEE.add(1))), body.decimals);
  const usd = roundUsd(quantity.mul(price));
  return { price, quantity, usd, feeUsd: minOf(roundUsd(usd.mul(FEE)), maxOf(ZERO, spend.sub(usd))), slippageBps: slip * 1e4 };
}

function sell(body: OrderBody, conditions: Conditions): ModelAnswer {
  const quantity = new Decimal(body.quantity ?? 0);
  if (quantity.lte(0)) return rejected('an order must sell something');
  const trigger = body.triggerPrice ? new Decimal(body.triggerPrice) : new Decimal(conditions.price);
  const fills = partsOf(quantity, conditions.roll).map((part) => sellPart(floorQuantity(part, body.decimals), trigger, conditions));
  const sold = fills.reduce((sum, fill) => sum.add(fill.quantity), ZERO);
  const rest = quantity.sub(sold);
  const all = rest.gt(0) ? [...fills, sellPart(rest, trigger, conditions)] : fills;
  return { status: 'filled', reason: null, fills: all.filter((fill) => fill.quantity.gt(0)) };
}

function sellPart(quantity: Decimal, trigger: Decimal, conditions: Conditions): ModelFill {
  const slip = slippageOf(quantity.mul(trigger).toNumber(), conditions);
  const price = trigger.mul(1 - slip).toDecimalPlaces(18, Decimal.ROUND_DOWN);
  const usd = roundUsd(quantity.mul(price));
  return { price, quantity, usd, feeUsd: roundUsd(usd.mul(FEE)), slippageBps: slip * 1e4 };
}

/** One part, or a rolled few of 60 and 40 percent. */
function partsOf(whole: Decimal, roll: number): readonly Decimal[] {
  if (roll < 1 - SPLIT_SHARE) return [whole];
  const first = whole.mul('0.6').toDecimalPlaces(18, Decimal.ROUND_DOWN);
  return [first, whole.sub(first)];
}

function rejected(reason: string): ModelAnswer {
  return { status: 'rejected', reason, fills: [] };
}
