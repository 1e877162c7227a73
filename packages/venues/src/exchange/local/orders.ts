import { Decimal, ZERO } from '@atc/core/kernel/money';
import type { VenueReply, VenueRequest } from '../../local/index.ts';
import { type ExchangeBook, filledOf, type LocalOrder, type NewOrder, stepOf, stepped, tickOf } from './book.ts';
import { lastOf } from './options.ts';
import { contractOf, refuse, type Session } from './session.ts';

export const LEAST_NOTIONAL = 5;
const NO_ORDER = refuse(400, -2013, 'Order does not exist.');

/** The parameters of a request: in its address, or in its body. */
export function given({ query, text }: VenueRequest): Readonly<Record<string, string>> {
  return text === null ? query : Object.fromEntries(new URLSearchParams(text));
}

export function place(session: Session, request: VenueRequest): VenueReply {
  const { options, book } = session;
  const wanted = given(request);
  const contract = contractOf(options, wanted.symbol ?? '');
  const last = contract && lastOf(options, contract);
  if (!contract || !last) return refuse(400, -1121, 'Invalid symbol.');
  const order = orderOf(wanted, contract, new Decimal(last));
  const known = book.find(contract, order.clientOrderId);
  if (known && isOpen(known)) return refuse(400, -2010, 'Duplicate order sent.');
  const fault = faultOf(book, order, wanted);
  if (fault) return fault;
  const taken = book.take(order, session.partly?.() ? 0.5 : 1);
  return { status: 200, body: told(taken) };
}

function orderOf(wanted: Readonly<Record<string, string>>, contract: string, price: Decimal): NewOrder {
  const { newClientOrderId: clientOrderId = '', side, quantity, quoteOrderQty, stopPrice } = wanted;
  const bought = stepped(new Decimal(quoteOrderQty ?? 0).div(price), stepOf(price));
  const sized = quantity === undefined ? bought : new Decimal(quantity);
  const shared = { clientOrderId, contract, side: side === 'BUY' ? 'BUY' : 'SELL', quantity: sized, price } as const;
  return { ...shared, stopPrice: stopPrice === undefined ? null : new Decimal(stopPrice) };
}

function faultOf(book: ExchangeBook, order: NewOrder, wanted: Readonly<Record<string, string>>): VenueReply | null {
  const { side, contract, quantity, price, clientOrderId } = order;
  if (wanted.type !== (order.stopPrice ? 'STOP_LOSS' : 'MARKET') || !/^[\w.:/-]{1,36}$/.test(clientOrderId))
    return refuse(400, -1100, 'Illegal characters found.');
  const { stopPrice } = order;
  if (stopPrice && !stopPrice.eq(stepped(stopPrice, tickOf(price))))
    return refuse(400, -1013, 'Filter failure: PRICE_FILTER');
  if (stopPrice?.gte(price)) return refuse(400, -2010, 'Stop price would trigger immediately.');
  if (!quantity.eq(stepped(quantity, stepOf(price)))) return refuse(400, -1013, 'Filter failure: LOT_SIZE');
  if (quantity.lte(0) || quantity.mul(stopPrice ?? price).lt(LEAST_NOTIONAL))
    return refuse(400, -1013, 'Filter failure: NOTIONAL');
  const [base = '', quote = ''] = contract.split('_');
  const [need, coin] = side === 'BUY' ? [quantity.mul(price), quote] : [quantity, base];
  const locked = lockedOf(book, coin);
  return book.total(coin).sub(locked).lt(need)
    ? refuse(400, -2010, 'Account has insufficient balance for requested action.')
    : null;
}

/** What open orders hold of a coin. */
export function lockedOf({ orders }: ExchangeBook, coin: string): Decimal {
  return orders
    .filter((order) => isOpen(order) && order.contract.split('_')[order.side === 'BUY' ? 1 : 0] === coin)
    .map((order) => order.quantity.sub(filledOf(order)).mul(order.side === 'BUY' ? order.price : 1))
    .reduce((sum: Decimal, amount) => sum.add(amount), ZERO);
}

export function show(session: Session, request: VenueRequest): VenueReply {
  const order = found(session, request);
  if (!order) return NO_ORDER;
  const body = told(order);
  // What is filled in parts is whole with the next look.
  if (order.status === 'PARTIALLY_FILLED') session.book.fill(order, order.quantity.sub(filledOf(order)));
  return { status: 200, body };
}

export function cancel(session: Session, request: VenueRequest): VenueReply {
  const order = found(session, request);
  if (!order || !isOpen(order)) return refuse(400, -2011, 'Unknown order sent.');
  order.status = 'CANCELED';
  // The answer to a cancellation has an id of its own.
  const ids = { origClientOrderId: order.clientOrderId, clientOrderId: `cancel-${order.orderId}` };
  return { status: 200, body: { ...told(order), ...ids } };
}

function found({ options, book }: Session, request: VenueRequest): LocalOrder | null {
  const { symbol = '', origClientOrderId = '' } = given(request);
  return book.find(contractOf(options, symbol) ?? '', origClientOrderId);
}

export function listOpen({ options, book }: Session, request: VenueRequest): VenueReply {
  const contract = contractOf(options, given(request).symbol ?? '');
  return { status: 200, body: book.orders.filter((order) => order.contract === contract && isOpen(order)).map(told) };
}

export function listTrades({ options, book }: Session, request: VenueRequest): VenueReply {
  const { symbol = '', orderId } = given(request);
  const orders = book.orders.filter((order) => order.orderId === orderId);
  const body = orders.flatMap((order) =>
    order.trades.map(({ id, price, quantity, fee, feeCoin, at }) => ({
      ...{ symbol, id, orderId: Number(order.orderId), price: price.toFixed(), qty: quantity.toFixed() },
      ...{ quoteQty: price.mul(quantity).toFixed(), commission: fee.toFixed(), commissionAsset: feeCoin },
      ...{ time: at.getTime(), isBuyer: order.side === 'BUY', isMaker: false, isBestMatch: true },
    })),
  );
  return { status: 200, body: contractOf(options, symbol) ? body : [] };
}

function isOpen({ status }: LocalOrder): boolean {
  return status === 'NEW' || status === 'PARTIALLY_FILLED';
}

function told(order: LocalOrder): object {
  const filled = filledOf(order);
  return {
    symbol: order.contract.replace('_', ''),
    ...{ orderId: Number(order.orderId), clientOrderId: order.clientOrderId, status: order.status },
    ...{ price: '0.00000000', origQty: order.quantity.toFixed(8), executedQty: filled.toFixed(8) },
    ...{
      cummulativeQuoteQty: filled.mul(order.price).toFixed(8),
      timeInForce: 'GTC',
      type: order.stopPrice ? 'STOP_LOSS' : 'MARKET',
      side: order.side,
      stopPrice: (order.stopPrice ?? ZERO).toFixed(8),
    },
    transactTime: Date.now(),
  };
}
