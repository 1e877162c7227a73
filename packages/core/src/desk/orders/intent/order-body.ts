import { CompanyError } from '../../../kernel/errors/index.ts';
import { plain } from '../../../kernel/money/index.ts';
import type { OrderBody } from '../../venue/index.ts';
import type { Intent } from '../order.ts';
import { clientOrderId } from './client-order-id.ts';
import { limitPriceOf } from './limit-price.ts';

export interface LegOfStep {
  readonly stepId: string;
  readonly leg: number;
  /** Of a sale at a limit: how many before it nobody paid the limit of; none unless told. */
  readonly unpaid?: number;
}

/** What is sent to the venue for an intent, word for word, now and whenever it is sent again. */
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
    ...(intent.left ? { bracketOf: intent.left.by } : {}),
    spendUsd: intent.spendUsd ? plain(intent.spendUsd) : null,
    quantity: intent.quantity ? plain(intent.quantity) : null,
    refPrice: plain(intent.refPrice),
    triggerPrice: intent.triggerPrice ? plain(intent.triggerPrice) : null,
    decimals: intent.decimals,
  };
}
