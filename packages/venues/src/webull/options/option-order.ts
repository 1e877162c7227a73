import { OPTION_UNITS, type OptionContract } from '@atc/core/desk/instruments';
import type { OrderBody } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { NewOptionOrder } from '../adapter/wire.ts';

/** Kept back from a purchase for fees, USD a contract. */
const FEE_ROOM_USD = 1;
const CENTS = 2;

/**
 * The order of an option as Webull takes it, or why it is not sent: whole contracts, a limit good for the day, bought
 * to open and sold to close. Nothing is written, and no stop of one rests: a sale is good for a day only.
 */
export function optionOrderOf(body: OrderBody, option: OptionContract): NewOptionOrder | { readonly refused: string } {
  if (body.type === 'stop') return { refused: 'no stop of an option rests at webull' };
  if (!body.limitPrice) return { refused: 'an option is traded at a limit only' };
  const limit = new Decimal(body.limitPrice);
  const contracts = contractsOf(body, limit);
  if (contracts.lt(1)) return { refused: 'the order is about less than one contract' };
  const [side, intent] = body.side === 'buy' ? (['BUY', 'BUY_TO_OPEN'] as const) : (['SELL', 'SELL_TO_CLOSE'] as const);
  const shared = {
    side,
    symbol: option.root,
    quantity: contracts.toFixed(),
    instrument_type: 'OPTION',
    market: 'US',
  } as const;
  return {
    ...shared,
    client_order_id: body.clientOrderId,
    ...{
      combo_type: 'NORMAL',
      option_strategy: 'SINGLE',
      order_type: 'LIMIT',
      time_in_force: 'DAY',
      entrust_type: 'QTY',
    },
    position_intent: intent,
    limit_price: limit.toFixed(CENTS),
    legs: [
      {
        ...shared,
        strike_price: option.strike.toFixed(),
        option_expire_date: option.expiresOn,
        option_type: option.type,
      },
    ],
  };
}

function contractsOf({ side, spendUsd, quantity }: OrderBody, limit: Decimal): Decimal {
  if (side === 'sell') return new Decimal(quantity ?? 0).div(OPTION_UNITS).floor();
  return new Decimal(spendUsd ?? 0).div(limit.mul(OPTION_UNITS).add(FEE_ROOM_USD)).floor();
}
