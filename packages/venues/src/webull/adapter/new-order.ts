import { readOption } from '@atc/core/desk/instruments';
import { type OrderBody, type Refused, stopFault, tightened } from '@atc/core/desk/venue';
import { Decimal, floorQuantity } from '@atc/core/kernel/money';
import { optionOrderOf } from '../options/option-order.ts';
import type { NewOrder, NewShareOrder } from './wire.ts';

/** A cash amount has cents; a share has five decimals. */
const CENTS = 2;
const SHARE_DECIMALS = 5;
/** Prices have steps of a cent from a dollar on, and of a hundredth of one below. */
const DOLLAR = 1;
const STEPS = { above: new Decimal('0.01'), below: new Decimal('0.0001') } as const;

/** The order as Webull takes it, or why it is not sent. */
export function orderOf(body: OrderBody): NewOrder | Refused {
  const option = readOption(body.contract);
  return option ? optionOrderOf(body, option) : shareOrderOf(body);
}

/** A purchase spends a cash amount, a sale gives shares, a stop whole ones. */
function shareOrderOf(body: OrderBody): NewShareOrder | Refused {
  const fault = stopFault(body);
  if (fault) return { refused: fault };
  const order = {
    client_order_id: body.clientOrderId,
    combo_type: 'NORMAL',
    instrument_type: 'EQUITY',
    market: 'US',
    symbol: body.contract,
    support_trading_session: 'CORE',
  } as const;
  if (body.type === 'stop') return stopOrder(order, body);
  const market = { ...order, order_type: 'MARKET', time_in_force: 'DAY' } as const;
  if (body.side === 'buy') {
    const cash = new Decimal(body.spendUsd ?? 0).toDecimalPlaces(CENTS, Decimal.ROUND_DOWN);
    if (cash.lte(0)) return { refused: 'a purchase needs a cash amount of at least a cent' };
    return { ...market, side: 'BUY', entrust_type: 'AMOUNT', total_cash_amount: cash.toFixed(CENTS) };
  }
  const quantity = floorQuantity(body.quantity ?? 0, SHARE_DECIMALS);
  if (quantity.lte(0)) return { refused: 'a sale needs a quantity' };
  return { ...market, side: 'SELL', entrust_type: 'QTY', quantity: quantity.toFixed() };
}

type Common = Pick<
  NewShareOrder,
  'client_order_id' | 'combo_type' | 'instrument_type' | 'market' | 'symbol' | 'support_trading_session'
>;

/** It rests until it is reached or taken back. */
function stopOrder(order: Common, { quantity, stopPrice }: OrderBody): NewShareOrder | Refused {
  const shares = floorQuantity(quantity ?? 0, 0);
  if (shares.lt(1)) return { refused: 'a stop of less than one share cannot rest at webull: fractions cannot' };
  return {
    ...order,
    ...{ order_type: 'STOP_LOSS', time_in_force: 'GTC', side: 'SELL', entrust_type: 'QTY' },
    quantity: shares.toFixed(),
    stop_price: levelOf(new Decimal(stopPrice ?? 0)).toFixed(),
  };
}

/** The price of a stop as Webull takes it, never looser than was wished. */
export function levelOf(stopPrice: Decimal): Decimal {
  return tightened(stopPrice, stopPrice.gte(DOLLAR) ? STEPS.above : STEPS.below);
}
