import { signatureOf } from '@atc/core/desk/brokers';
import { z } from 'zod';
import { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from '../local/index.ts';
import { type BookedOrder, type BookRules, costOf, newOrder, openBook, type WebullBook } from './book.ts';
import { openTokens, type Tokens } from './tokens.ts';

export interface LocalWebullOptions extends BookRules {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accountId: string;
  /** How wrong the venue's clock is (milliseconds). */
  readonly skewMs?: number;
  /** Requests need an access token. */
  readonly needsToken?: boolean;
  /** A new token is good only once its user has confirmed it. */
  readonly asksUser?: boolean;
}

export interface LocalWebull extends LocalVenue {
  readonly book: WebullBook;
  /** Ids of open orders that somebody else has placed; a test adds them. */
  readonly strangers: string[];
  /** The user confirms, in the app, every token that waits for it. */
  confirm(): void;
  /** From now on the half of an order is filled at once where a roll says so, the rest once it was asked for. */
  fillPartly(rolls: () => boolean): void;
  /** Shares of a symbol that were traded this day; a test lets some trade. */
  readonly traded: Map<string, number>;
}

const SKEW_ALLOWED_MS = 60_000;
const cancelRequest = z.object({ account_id: z.string(), client_order_id: z.string() });
const placeRequest = z.object({ account_id: z.string(), new_orders: z.array(newOrder).length(1) });

/** A venue on this machine that speaks Webull's trading API: real signatures, one order an id, its own ledger. */
export async function openLocalWebull(options: LocalWebullOptions): Promise<LocalWebull> {
  const book = openBook(options);
  const session: Session = {
    options,
    book,
    nonces: new Set(),
    tokens: openTokens(options),
    strangers: [],
    traded: new Map(),
    partly: null,
  };
  const venue = await serveVenue({ answer: (request) => stamped(session, answer(session, request)) });
  const { strangers, traded, tokens } = session;
  const fillPartly: LocalWebull['fillPartly'] = (rolls) => {
    session.partly = rolls;
  };
  return { ...venue, book, strangers, traded, confirm: tokens.confirm, fillPartly };
}

interface Session {
  readonly options: LocalWebullOptions;
  readonly book: WebullBook;
  readonly nonces: Set<string>;
  readonly tokens: Tokens;
  readonly strangers: string[];
  readonly traded: Map<string, number>;
  partly: (() => boolean) | null;
}

const clockOf = ({ options }: Session) => new Date(Date.now() + (options.skewMs ?? 0));

function stamped(session: Session, reply: VenueReply): VenueReply {
  return { ...reply, headers: { ...reply.headers, date: clockOf(session).toUTCString() } };
}

function refuse(status: number, code: string): VenueReply {
  return { status, body: { error_code: code, message: code.toLowerCase().replaceAll('_', ' ') } };
}

type Route = (session: Session, request: VenueRequest) => VenueReply;

const routes: Readonly<Record<string, Route>> = {
  'POST /openapi/auth/token/create': ({ tokens }) => tokens.create(),
  'POST /openapi/auth/token/check': ({ tokens }, request) => tokens.check(request),
  'POST /openapi/auth/token/refresh': ({ tokens }, request) => tokens.refresh(request),
  'GET /openapi/account/list': ({ options }) => ({
    status: 200,
    body: [{ account_id: options.accountId, account_number: '1', account_label: 'LOCAL' }],
  }),
  'GET /openapi/assets/balance': balance,
  'GET /openapi/market-data/stock/snapshot': snapshots,
  'POST /openapi/trade/order/preview': preview,
  'POST /openapi/trade/order/place': place,
  'POST /openapi/trade/order/cancel': cancel,
  'GET /openapi/trade/order/detail': detail,
  'GET /openapi/trade/order/open': openOrders,
  'GET /openapi/assets/positions': positions,
};

function answer(session: Session, request: VenueRequest): VenueReply {
  const fault = faultOf(session, request);
  if (fault) return fault;
  const route = routes[`${request.method} ${request.path}`];
  if (!route) return refuse(404, 'NOT_FOUND');
  const open = request.path.startsWith('/openapi/auth/');
  const { needsToken = false } = session.options;
  if (needsToken && !open && !session.tokens.admits(request.headers['x-access-token'] ?? ''))
    return refuse(401, 'INVALID_TOKEN');
  return route(session, request);
}

/** What is wrong with a request's signature, time or nonce; null when nothing is. */
function faultOf(session: Session, { path, query, headers, text }: VenueRequest): VenueReply | null {
  const { appKey, appSecret } = session.options;
  const named = [
    'x-app-key',
    'x-signature-algorithm',
    'x-signature-version',
    'x-signature-nonce',
    'x-timestamp',
    'host',
  ];
  const counted = Object.fromEntries(named.map((name) => [name, headers[name] ?? '']));
  const wanted = signatureOf({ path, query, headers: counted, body: text }, appSecret);
  if (headers['x-app-key'] !== appKey || headers['x-signature'] !== wanted) return refuse(401, 'INCORRECT_SIGN');
  const at = Date.parse(headers['x-timestamp'] ?? '');
  if (!(Math.abs(clockOf(session).getTime() - at) <= SKEW_ALLOWED_MS)) return refuse(401, 'CLOCK_SKEW_EXCEEDED');
  const nonce = headers['x-signature-nonce'] ?? '';
  if (session.nonces.has(nonce)) return refuse(401, 'NONCE_REPEATED');
  session.nonces.add(nonce);
  return null;
}

function balance({ book }: Session): VenueReply {
  const cash = book.cash().toFixed(2);
  const usd = { currency: 'USD', cash_balance: cash, settled_cash: cash, buying_power: cash };
  return {
    status: 200,
    body: { total_asset_currency: 'USD', total_cash_balance: cash, account_currency_assets: [usd] },
  };
}

function snapshots({ options, traded }: Session, { query }: VenueRequest): VenueReply {
  const rows = (query.symbols ?? '').split(',').flatMap((symbol) => {
    const price = options.priceOf(symbol);
    const volume = traded.get(symbol);
    const counted = volume === undefined ? {} : { volume: String(volume) };
    return price === null ? [] : [{ symbol, price: String(price), pre_close: String(price), ...counted }];
  });
  return { status: 200, body: rows };
}

function preview(session: Session, { text }: VenueRequest): VenueReply {
  const request = placeRequest.safeParse(JSON.parse(text ?? 'null'));
  const order = request.data?.new_orders[0];
  if (!order) return refuse(417, 'INVALID_PARAMETER');
  const cost = costOf(order, session.options);
  if (cost === null) return refuse(417, 'INVALID_SYMBOL');
  return { status: 200, body: { estimated_cost: cost.toFixed(2), estimated_transaction_fee: '0.00' } };
}

function place(session: Session, { text }: VenueRequest): VenueReply {
  const request = placeRequest.safeParse(JSON.parse(text ?? 'null'));
  const order = request.data?.new_orders[0];
  if (!request.success || !order) return refuse(417, 'INVALID_PARAMETER');
  if (request.data.account_id !== session.options.accountId) return refuse(417, 'INVALID_ACCOUNT');
  if (!session.book.orders.has(order.client_order_id) && session.partly?.()) session.book.restNext(0.5);
  const taken = session.book.take(order);
  if (taken.kind === 'refused') return refuse(417, taken.code);
  return { status: 200, body: { client_order_id: order.client_order_id, order_id: taken.booked.orderId } };
}

function cancel({ options, book }: Session, { text }: VenueRequest): VenueReply {
  const request = cancelRequest.safeParse(JSON.parse(text ?? 'null'));
  if (request.data?.account_id !== options.accountId) return refuse(417, 'INVALID_PARAMETER');
  const { client_order_id } = request.data;
  const known = book.orders.get(client_order_id);
  if (!known) return refuse(417, 'ORDER_NOT_FOUND');
  if (!book.cancel(client_order_id)) return refuse(417, 'ORDER_STATUS_NOT_CANCELLABLE');
  return { status: 200, body: { client_order_id, order_id: known.orderId } };
}

function detail(session: Session, { query }: VenueRequest): VenueReply {
  const booked = session.book.orders.get(query.client_order_id ?? '');
  if (!booked) return refuse(417, 'ORDER_NOT_FOUND');
  const shown = booked.showsAfter <= 0;
  booked.showsAfter -= 1;
  const body = detailOf(booked, shown);
  if (session.partly) session.book.complete(booked.order.client_order_id);
  return { status: 200, body };
}

function detailOf(booked: BookedOrder, shown: boolean) {
  const { order, orderId, quantity, filled, price, feeUsd, filledAt } = booked;
  const fills = {
    filled_quantity: filled.toFixed(),
    filled_price: price.toFixed(),
    filled_time: filledAt.getTime(),
    filled_time_at: filledAt.toISOString(),
    commission: { actual_commission: '0', receivable_commission: '0' },
    fees: [{ type: 'REGULATORY', actual_value: feeUsd.toFixed(), receivable_value: feeUsd.toFixed() }],
  };
  const { client_order_id, symbol, side, order_type } = order;
  const hidden = !shown && booked.state === 'filled';
  const told = { client_order_id, order_id: orderId, symbol, side, order_type, total_quantity: quantity.toFixed() };
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
function openOrders({ book, strangers }: Session): VenueReply {
  const working = [...book.orders.values()].filter(({ state, showsAfter }) => state === 'working' || showsAfter > 0);
  const foreign = strangers.map((orderId) => ({
    combo_type: 'NORMAL',
    client_order_id: orderId,
    orders: [{ client_order_id: orderId, order_id: orderId, status: 'SUBMITTED' }],
  }));
  return { status: 200, body: [...working.map((booked) => detailOf(booked, false)), ...foreign] };
}

function positions({ book }: Session): VenueReply {
  const rows = book
    .symbols()
    .map((symbol) => ({ symbol, quantity: book.held(symbol).toFixed(), instrument_type: 'EQUITY' }));
  return { status: 200, body: rows };
}
