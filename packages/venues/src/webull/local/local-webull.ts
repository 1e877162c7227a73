import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { type LocalVenue, serveVenue, type VenueReply, type VenueRequest } from '../../local/index.ts';
import { signatureOf } from '../adapter/signature.ts';
import { openBook, type WebullBook } from './book.ts';
import { optionPositions, optionSnapshots } from './options/option-answers.ts';
import { contractNamed } from './options/option-contract.ts';
import { cancel, detail, openOrders, place, preview, replace } from './orders.ts';
import { type LocalWebullOptions, type Route, refuse, type Session } from './session.ts';
import { openTokens } from './tokens.ts';

export interface LocalWebull extends LocalVenue {
  readonly book: WebullBook;
  /** Ids of open orders that somebody else has placed; a test adds them. */
  readonly strangers: string[];
  /** The user confirms, in the app, every token that waits for it. */
  confirm(): void;
  /** From now on the half of an order is filled at once where a roll says so, the rest once it was asked for. */
  fillPartly(rolls: () => boolean): void;
  /** Shares of a symbol, or contracts of an option, that were traded this day; a test lets some trade. */
  readonly traded: Map<string, number>;
  /** When an option was quoted last, by its OCC symbol (machine milliseconds); now unless a test says otherwise. */
  readonly quotedAt: Map<string, number>;
}

const SKEW_ALLOWED_MS = MINUTE_MS;

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
    quotedAt: new Map(),
    partly: null,
  };
  const venue = await serveVenue({ answer: (request) => stamped(session, answer(session, request)) });
  const { strangers, traded, quotedAt, tokens } = session;
  const fillPartly: LocalWebull['fillPartly'] = (rolls) => {
    session.partly = rolls;
  };
  return { ...venue, book, strangers, traded, quotedAt, confirm: tokens.confirm, fillPartly };
}

const clockOf = ({ options }: Session) => new Date(Date.now() + (options.skewMs ?? 0));

function stamped(session: Session, reply: VenueReply): VenueReply {
  return { ...reply, headers: { ...reply.headers, date: clockOf(session).toUTCString() } };
}

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
  'GET /openapi/market-data/option/snapshot': optionSnapshots,
  'POST /openapi/trade/order/preview': preview,
  'POST /openapi/trade/order/place': place,
  'POST /openapi/trade/order/replace': replace,
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
  session.book.tick();
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
  const usd = { currency: 'USD', cash_balance: cash, settled_cash: cash, buying_power: book.buyingPower().toFixed(2) };
  return {
    status: 200,
    body: { total_asset_currency: 'USD', total_cash_balance: cash, account_currency_assets: [usd] },
  };
}

function snapshots({ options, traded }: Session, { query }: VenueRequest): VenueReply {
  const rows = (query.symbols ?? '').split(',').flatMap((symbol) => {
    const price = contractNamed(symbol) ? null : options.priceOf(symbol);
    const volume = traded.get(symbol);
    const counted = volume === undefined ? {} : { volume: String(volume) };
    return price === null ? [] : [{ symbol, price: String(price), pre_close: String(price), ...counted }];
  });
  return { status: 200, body: rows };
}

function positions({ book, options }: Session): VenueReply {
  const rows = book.symbols().flatMap((symbol): readonly object[] => {
    const option = contractNamed(symbol);
    return option
      ? optionPositions(option, book.holding(symbol), new Decimal(options.priceOf(symbol) ?? 0))
      : [sharePosition(book, symbol)];
  });
  return { status: 200, body: rows };
}

function sharePosition(book: WebullBook, symbol: string) {
  return {
    symbol,
    quantity: book.held(symbol).toFixed(),
    available_quantity: book.free(symbol).toFixed(),
    instrument_type: 'EQUITY',
  };
}
