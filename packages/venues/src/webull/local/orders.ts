import { Decimal } from '@atc/core/kernel/money';
import type { VenueReply, VenueRequest } from '../../local/index.ts';
import { type BookedOrder, costAt, isMarketable, lastOf, quantityOf } from './ledger.ts';
import { optionDetail } from './options/option-answers.ts';
import { formFault } from './refusals.ts';
import { refuse, type Session } from './session.ts';
import { cancelRequest, placeRequest, replaceRequest } from './wire.ts';

export function preview(session: Session, { text }: VenueRequest): VenueReply {
  const request = placeRequest.safeParse(JSON.parse(text ?? 'null'));
  const order = request.data?.new_orders[0];
  if (!order) return refuse(417, 'INVALID_PARAMETER');
  const last = lastOf(order, session.options);
  const fault = formFault(order);
  if (fault !== null || last === null) return refuse(417, fault ?? 'INVALID_SYMBOL');
  const { usd, feeUsd } = costAt(order, quantityOf(order, last), last);
  return { status: 200, body: { estimated_cost: usd.toFixed(2), estimated_transaction_fee: feeUsd.toFixed(2) } };
}

export function place(session: Session, { text }: VenueRequest): VenueReply {
  const request = placeRequest.safeParse(JSON.parse(text ?? 'null'));
  const order = request.data?.new_orders[0];
  if (!request.success || !order) return refuse(417, 'INVALID_PARAMETER');
  if (request.data.account_id !== session.options.accountId) return refuse(417, 'INVALID_ACCOUNT');
  const known = session.book.orders.has(order.client_order_id);
  if (!known && isMarketable(order, lastOf(order, session.options)) && session.partly?.()) session.book.restNext(0.5);
  const taken = session.book.take(order);
  if (taken.kind === 'refused') return refuse(417, taken.code);
  return { status: 200, body: { client_order_id: order.client_order_id, order_id: taken.booked.orderId } };
}

export function cancel({ options, book }: Session, { text }: VenueRequest): VenueReply {
  const request = cancelRequest.safeParse(JSON.parse(text ?? 'null'));
  if (request.data?.account_id !== options.accountId) return refuse(417, 'INVALID_PARAMETER');
  const { client_order_id } = request.data;
  const known = book.orders.get(client_order_id);
  if (!known) return refuse(417, 'ORDER_NOT_FOUND');
  if (!book.cancel(client_order_id)) return refuse(417, 'ORDER_STATUS_NOT_CANCELLABLE');
  return { status: 200, body: { client_order_id, order_id: known.orderId } };
}

export function replace({ options, book }: Session, { text }: VenueRequest): VenueReply {
  const request = replaceRequest.safeParse(JSON.parse(text ?? 'null'));
  const wanted = request.data?.modify_orders[0];
  if (!wanted || request.data?.account_id !== options.accountId) return refuse(417, 'INVALID_PARAMETER');
  const { client_order_id, stop_price } = wanted;
  const known = book.orders.get(client_order_id);
  if (!known) return refuse(417, 'ORDER_NOT_FOUND');
  const code = book.replace(client_order_id, new Decimal(stop_price));
  return code === null ? { status: 200, body: { client_order_id, order_id: known.orderId } } : refuse(417, code);
}

export function detail(session: Session, { query }: VenueRequest): VenueReply {
  const booked = session.book.orders.get(query.client_order_id ?? '');
  if (!booked) return refuse(417, 'ORDER_NOT_FOUND');
  const shown = booked.showsAfter <= 0;
  booked.showsAfter -= 1;
  const body = detailOf(booked, shown);
  if (session.partly && booked.rests) session.book.complete(booked.order.client_order_id);
  return { status: 200, body };
}

function detailOf(booked: BookedOrder, shown: boolean) {
  const { order, orderId, quantity, stopPrice, filled, price, feeUsd, filledAt } = booked;
  const fills = {
    filled_quantity: filled.toFixed(),
    filled_price: price.toFixed(),
    filled_time: filledAt.getTime(),
    filled_time_at: filledAt.toISOString(),
    commission: { actual_commission: '0', receivable_commission: '0' },
    fees: [{ type: 'REGULATORY', actual_value: feeUsd.toFixed(), receivable_value: feeUsd.toFixed() }],
  };
  const { client_order_id, symbol, side, order_type, time_in_force, instrument_type } = order;
  const hidden = !shown && booked.state === 'filled';
  const told = {
    ...{ client_order_id, order_id: orderId, symbol, side, order_type, time_in_force, instrument_type },
    total_quantity: quantity.toFixed(),
    ...(stopPrice ? { stop_price: stopPrice.toFixed() } : {}),
    ...(order.instrument_type === 'OPTION' ? optionDetail(order, booked) : {}),
  };
  return {
    combo_type: 'NORMAL',
    client_order_id,
    orders: [{ ...told, status: hidden ? 'SUBMITTED' : statusOf(booked), ...(hidden || filled.isZero() ? {} : fills) }],
  };
}

function statusOf({ state, filled }: BookedOrder): string {
  if (state === 'working') return filled.isZero() ? 'SUBMITTED' : 'PARTIAL_FILLED';
  return state === 'filled' ? 'FILLED' : 'CANCELLED';
}

/** Orders that still work here, and those that somebody else has placed. */
export function openOrders({ book, strangers }: Session): VenueReply {
  const working = [...book.orders.values()].filter(({ state, showsAfter }) => state === 'working' || showsAfter > 0);
  const foreign = strangers.map((orderId) => ({
    combo_type: 'NORMAL',
    client_order_id: orderId,
    orders: [{ client_order_id: orderId, order_id: orderId, status: 'SUBMITTED' }],
  }));
  return { status: 200, body: [...working.map((booked) => detailOf(booked, false)), ...foreign] };
}
