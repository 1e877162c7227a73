import { createHmac } from 'node:crypto';
import { Decimal } from '@atc/core/kernel/money';
import { DAY_MS, MINUTE_MS } from '@atc/core/kernel/time';
import { type LocalVenue, openFaults, serveVenue, type VenueReply, type VenueRequest } from '../../local/index.ts';
import { type ExchangeBook, openBook, stepOf, tickOf } from './book.ts';
import { type LocalExchangeOptions, lastOf, listedOf } from './options.ts';
import { cancel, given, LEAST_NOTIONAL, listOpen, listTrades, lockedOf, place, show } from './orders.ts';
import { contractOf, type Route, refuse, type Session } from './session.ts';
import { openTickerPush, type TickerPush } from './ticker-push.ts';

export interface LocalExchange extends LocalVenue {
  readonly book: ExchangeBook;
  /** Lets orders fill in parts where a roll says so. */
  fillPartly(rolls: (() => boolean) | null): void;
  /** What it pushes. */
  readonly tickers: Pick<TickerPush, 'listeners' | 'push'>;
}

/** An exchange on this machine in Binance's words: real signatures, its own ledger, ids free once their order ended. */
export async function openLocalExchange(options: LocalExchangeOptions): Promise<LocalExchange> {
  const session: Session = { options, book: openBook(options), partly: null };
  const nameOf = ({ method, path }: VenueRequest) => `${method} ${path}`;
  const faults = openFaults();
  const tickers = openTickerPush(options, faults);
  const venue = await serveVenue({ answer: (request) => answer(session, request), nameOf, faults, hubs: [tickers] });
  const fillPartly: LocalExchange['fillPartly'] = (rolls) => {
    session.partly = rolls;
  };
  return { ...venue, book: session.book, fillPartly, tickers };
}

const open: Readonly<Record<string, Route>> = {
  'GET /api/v3/time': (session) => ({ status: 200, body: { serverTime: clockOf(session) } }),
  'GET /api/v3/exchangeInfo': ({ options }) => ({
    status: 200,
    body: { symbols: listedOf(options).map(listed(options)) },
  }),
  'GET /api/v3/ticker/24hr': dayTickers,
  'GET /api/v3/klines': klines,
};

const signed: Readonly<Record<string, Route>> = {
  'POST /api/v3/order': place,
  'GET /api/v3/order': show,
  'DELETE /api/v3/order': cancel,
  'GET /api/v3/openOrders': listOpen,
  'GET /api/v3/myTrades': listTrades,
  'GET /api/v3/account': account,
  'GET /sapi/v1/account/apiRestrictions': ({ options }) => ({
    status: 200,
    body: { enableSpotAndMarginTrading: true, enableWithdrawals: options.mayWithdraw === true, ipRestrict: false },
  }),
  'GET /sapi/v1/bnbBurn': ({ options: { feesIn = 'third' } }) => ({
    status: 200,
    body: { spotBNBBurn: feesIn === 'third', interestBNBBurn: false },
  }),
};

function answer(session: Session, request: VenueRequest): VenueReply {
  session.book.tick();
  const name = `${request.method} ${request.path}`;
  const free = open[name];
  if (free) return free(session, request);
  const route = signed[name];
  if (!route) return refuse(404, -1, `not found: ${name}`);
  return doorFault(session, request) ?? route(session, request);
}

/** What is wrong with a request's key, signature or time; null when nothing is. */
function doorFault(session: Session, request: VenueRequest): VenueReply | null {
  const { apiKey, secret } = session.options;
  if (request.headers['x-mbx-apikey'] !== apiKey)
    return refuse(401, -2015, 'Invalid API-key, IP, or permissions for action.');
  const { signature, ...counted } = given(request);
  const wanted = createHmac('sha256', secret)
    .update(String(new URLSearchParams(counted)))
    .digest('hex');
  if (signature !== wanted) return refuse(400, -1022, 'Signature for this request is not valid.');
  const ageMs = clockOf(session) - Number(counted.timestamp);
  if (!(ageMs > -1000 && ageMs <= Number(counted.recvWindow ?? 5000)))
    return refuse(400, -1021, 'Timestamp for this request is outside of the recvWindow.');
  return null;
}

function clockOf({ options }: Session): number {
  return Date.now() + (options.skewMs ?? 0);
}

function listed(options: LocalExchangeOptions) {
  const { marketStops = true } = options;
  return (contract: string) => {
    const [baseAsset, quoteAsset] = contract.split('_');
    const price = new Decimal(lastOf(options, contract) ?? 1);
    const step = stepOf(price).toFixed(8);
    return {
      ...{ symbol: contract.replace('_', ''), status: 'TRADING', baseAsset, quoteAsset, isSpotTradingAllowed: true },
      orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', ...(marketStops ? ['STOP_LOSS'] : []), 'STOP_LOSS_LIMIT'],
      filters: [
        { filterType: 'PRICE_FILTER', minPrice: '0.00000001', maxPrice: '1000000', tickSize: tickOf(price).toFixed(8) },
        { filterType: 'LOT_SIZE', minQty: step, maxQty: '9000000000', stepSize: step },
        { filterType: 'NOTIONAL', minNotional: String(LEAST_NOTIONAL), applyMinToMarket: true },
      ],
    };
  };
}

function account({ book }: Session): VenueReply {
  const balances = book.coins().map((asset) => {
    const locked = lockedOf(book, asset);
    return { asset, free: book.total(asset).sub(locked).toFixed(8), locked: locked.toFixed(8) };
  });
  return { status: 200, body: { canTrade: true, accountType: 'SPOT', balances } };
}

function dayTickers({ options }: Session, request: VenueRequest): VenueReply {
  const { symbol, symbols } = given(request);
  const wanted: readonly string[] = symbols ? JSON.parse(symbols) : symbol ? [symbol] : [];
  const rows = wanted.flatMap((name) => {
    const price = lastOf(options, contractOf(options, name) ?? '');
    const closeTime = Date.now();
    return price === null
      ? []
      : [
          {
            symbol: name,
            lastPrice: String(price),
            volume: '1000',
            quoteVolume: String(price * 1000),
            closeTime,
            openTime: closeTime - DAY_MS,
          },
        ];
  });
  return { status: 200, body: symbols ? rows : rows[0] };
}

function klines({ options }: Session, request: VenueRequest): VenueReply {
  const { symbol = '', startTime, limit = '500' } = given(request);
  const price = String(lastOf(options, contractOf(options, symbol) ?? '') ?? 0);
  const [first, step] = [Number(startTime), MINUTE_MS];
  const now = options.now?.().getTime() ?? Date.now();
  const count = Math.max(0, Math.min(Number(limit), Math.floor((now - first) / step)));
  const rows = Array.from({ length: count }, (_, i) => [
    first + i * step,
    price,
    price,
    price,
    price,
    '10',
    0,
    '0',
    1,
    '0',
    '0',
    '0',
  ]);
  return { status: 200, body: rows };
}
