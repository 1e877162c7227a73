import type { ModelAnswer, ModelFill } from '@atc/core/desk/brokers';
import { type Decimal, floorQuantity, roundUsd } from '@atc/core/kernel/money';

/** At which price an order is filled: that of the last closed bar as the company has it, or one of the next bar. */
export const fillTimes = ['close', 'next_open', 'next_close'] as const;
export type FillTime = (typeof fillTimes)[number];

/** What a run trades on. */
export interface Terms {
  /** Fees, spread and impact are so many times those of the paper venue. */
  readonly costs: number;
  readonly fill: FillTime;
}

/** The company's own. */
export const COMPANY_TERMS: Terms = { costs: 1, fill: 'close' };

/** An answer of the paper venue that is to be changed. */
export interface Answered {
  readonly answer: ModelAnswer;
  readonly side: 'buy' | 'sell';
  /** Decimal places of a quantity. */
  readonly decimals: number;
  readonly costs: number;
  /** The price that it is filled at instead, before spread and impact; null where it stays. */
  readonly middle: Decimal | null;
}

/** The answer on other terms. A purchase spends what it would have spent; a sale gives what it would have given. */
export function onTerms({ answer, ...terms }: Answered): ModelAnswer {
  return { ...answer, fills: answer.fills.map((fill) => fillOn(fill, terms)).filter(({ quantity }) => quantity.gt(0)) };
}

function fillOn(fill: ModelFill, { side, decimals, costs, middle }: Omit<Answered, 'answer'>): ModelFill {
  const slip = (side === 'buy' ? 1 : -1) * (fill.slippageBps / 1e4);
  const price = (middle ?? fill.price.div(1 + slip)).mul(1 + slip * costs).toDecimalPlaces(18);
  const feeShare = fill.usd.isZero() ? fill.usd : fill.feeUsd.div(fill.usd).mul(costs);
  const spent = fill.usd.add(fill.feeUsd);
  const quantity = side === 'sell' ? fill.quantity : floorQuantity(spent.div(price.mul(feeShare.add(1))), decimals);
  const usd = roundUsd(quantity.mul(price));
  return { price, quantity, usd, feeUsd: roundUsd(usd.mul(feeShare)), slippageBps: fill.slippageBps * costs };
}
