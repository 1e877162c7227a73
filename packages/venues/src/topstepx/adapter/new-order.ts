import { type OrderBody, type Refused, stopFault, tightened } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import { attachedBracket } from './bracket.ts';
import type { TopstepxContext } from './context.ts';
import { contractsOf, type FuturesContract } from './contract.ts';
import { jsonNumber, MARKET, type NewOrder, STOP } from './wire.ts';

/** The order as the gateway takes it, or why it is not sent. A month that has rolled is only sold. */
export function orderOf(
  { topstepxAccountId, feeRoomUsd }: Pick<TopstepxContext, 'topstepxAccountId' | 'feeRoomUsd'>,
  body: OrderBody,
  contract: FuturesContract,
): NewOrder | Refused {
  if (body.side === 'buy' && !contract.active) return { refused: `${contract.id} is not the front month any more` };
  const fault = stopFault(body);
  if (fault) return { refused: fault };
  const size = contractsOf(body, contract, feeRoomUsd);
  if (size < 1) return { refused: 'the order is about less than one contract' };
  const order = {
    accountId: topstepxAccountId,
    contractId: contract.id,
    side: body.side === 'buy' ? 0 : 1,
    size,
    customTag: body.clientOrderId,
  } as const;
  const stopLossBracket = body.side === 'buy' ? attachedBracket(body, contract) : null;
  if (body.type === 'market') return { ...order, type: MARKET, ...(stopLossBracket ? { stopLossBracket } : {}) };
  const level = tightened(new Decimal(body.stopPrice ?? 0), contract.tick);
  return { ...order, type: STOP, stopPrice: jsonNumber(level) };
}
