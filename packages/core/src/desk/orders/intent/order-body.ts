import { CompanyError } from '../../../kernel/errors/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import type { OrderBody } from '../../venue/index.ts';
import type { Intent, Order } from '../order.ts';
import { clientOrderId } from './client-order-id.ts';
import { limitPriceOf } from './limit-price.ts';

export interface LegOfStep {
  readonly stepId: string;
  readonly leg: number;
  /** Of a sale at a limit: how many before it nobody paid the limit of; none unless told. */
  readonly unpaid?: number;
}

/** What is stored of an intent, to be sent to the venue word for word, now and whenever it is sent again. */
export function bodyOf(intent: Intent, { stepId, leg, unpaid = 0 }: LegOfStep): OrderBody {
  if ((intent.spendUsd === undefined) === (intent.quantity === undefined))
    throw new CompanyError('bad_intent', 'an order either spends USD or sells a quantity');
  const limit = limitPriceOf(intent, unpaid);
  return {
    clientOrderId: intent.left?.id ?? clientOrderId({ accountId: intent.accountId, stepId, leg }),
    accountId: intent.accountId,
    instrumentId: intent.instrumentId,
    contract: intent.contract,
    side: intent.side,
    type: intent.stopPrice ? 'stop' : 'market',
    ...(intent.stopPrice ? { stopPrice: plain(intent.stopPrice) } : {}),
    ...(limit ? { limitPrice: plain(limit) } : {}),
    ...(intent.bracketStop ? { bracketStop: plain(intent.bracketStop) } : {}),
    spendUsd: intent.spendUsd ? plain(intent.spendUsd) : null,
    quantity: intent.quantity ? plain(intent.quantity) : null,
    refPrice: plain(intent.refPrice),
    triggerPrice: intent.triggerPrice ? plain(intent.triggerPrice) : null,
    decimals: intent.decimals,
  };
}

/** What is sent for an order: its body as it is stored and, with a stop that its purchase left, whose it is. */
export function sentOf({ body, bracketOwner }: Pick<Order, 'body' | 'bracketOwner'>): OrderBody {
  const stored = body as unknown as OrderBody;
  return bracketOwner === null ? stored : { ...stored, bracketOwner };
}
