import { z } from 'zod';
import {
  type LocalHub,
  type LocalVenue,
  openFaults,
  openHub,
  serveVenue,
  type VenueReply,
  type VenueRequest,
} from '../local/index.ts';
import { type BookedOrder, type BookRules, type Listing, newOrder, openBook, type TopstepxBook } from './book.ts';
import { openMarketHub, pushQuote } from './market-hub.ts';
import { pushOrder, subscribe, USER_HUB } from './user-hub.ts';

export interface LocalTopstepxOptions extends Omit<BookRules, 'changed'> {
  readonly userName: string;
  readonly apiKey: string;
  readonly accountId: number;
  /** What was paid into the account; 50,000 unless told. */
  readonly balanceUsd?: number;
  /** Bars of a contract, newest first, as the gateway tells them; none unless told. */
  readonly barsOf?: (contractId: string) => readonly object[];
}

export interface LocalTopstepx extends LocalVenue {
  readonly book: TopstepxBook;
  /** Lets every token given so far run out. */
  endSessions(): void;
  /** Ids of open orders that somebody else has placed; a test adds them. */
  readonly strangers: number[];
  /** What it pushes from. */
  readonly hub: LocalHub;
  readonly hubUrl: string;
  /** Where its hubs are: `/user` and `/market`. */
  readonly hubsUrl: string;
  readonly marketHub: LocalHub;
  /** Pushes the price of a contract, as of an instant, to whoever wants its quotes. */
  quote(contractId: string, volume: number, at?: Date): void;
}

/**
 * A venue on this machine that speaks the ProjectX gateway's contract: tokens, refusals with HTTP 200, one order a tag, its
 * own ledger, and a user hub that pushes what befalls it.
 */
export async function openLocalTopstepx(options: LocalTopstepxOptions): Promise<LocalTopstepx> {
  const tokens = new Set<string>();
  const faults = openFaults();
  const hub = openHub({
    path: USER_HUB,
    faults,
    admits: (token) => tokens.has(token),
    invoke: (call) => subscribe(options.accountId, call),
  });
  const marketHub = openMarketHub(options, { faults, admits: (token) => tokens.has(token) });
  const book: TopstepxBook = openBook({ ...options, changed: (booked) => pushOrder(hub, booked, book) });
  const session: Session = { options, book, tokens, given: 0, strangers: [] };
  const venue = await serveVenue({ answer: (request) => answer(session, request), faults, hubs: [hub, marketHub] });
  const { strangers } = session;
  return {
    ...venue,
    book,
    endSessions: () => tokens.clear(),
    strangers,
    hub,
    hubUrl: `${venue.url}${USER_HUB}`,
    hubsUrl: `${venue.url}/hubs`,
    marketHub,
    quote: (contractId, volume, at = new Date()) =>
      pushQuote(marketHub, { contractId, price: options.priceOf(contractId), volume, at }),
  };
}

interface Session {
  readonly options: LocalTopstepxOptions;
  readonly book: TopstepxBook;
  readonly tokens: Set<string>;
  given: number;
  /** Ids of open orders that somebody else has placed. */
  strangers: number[];
}

type Route = (session: Session, body: unknown) => VenueReply;

const routes: Readonly<Record<string, Route>> = {
  '/api/Account/search': searchAccounts,
  '/api/Contract/search': searchContracts,
  '/api/Contract/searchById': searchContract,
  '/api/History/retrieveBars': retrieveBars,
  '/api/Order/place': place,
  '/api/Order/cancel': cancel,
  '/api/Order/search': searchOrders,
  '/api/Order/searchOpen': searchOpen,
  '/api/Trade/search': searchTrades,
  '/api/Position/searchOpen': searchPositions,
};

const ok = (body: object): VenueReply => ({
  status: 200,
  body: { ...body, success: true, errorCode: 0, errorMessage: null },
});
const refuse = (errorCode: number, errorMessage: string): VenueReply => ({
  status: 200,
  body: { success: false, errorCode, errorMessage },
});

function answer(session: Session, { method, path, headers, text }: VenueRequest): VenueReply {
  if (method !== 'POST') return { status: 405, body: {} };
  const body: unknown = JSON.parse(text ?? 'null');
  if (path === '/api/Auth/loginKey') return login(session, body);
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (!session.tokens.has(bearer ?? '')) return { status: 401, body: {} };
  const route = routes[path];
  return route ? route(session, body) : { status: 404, body: {} };
}

function login(session: Session, body: unknown): VenueReply {
  const { userName, apiKey } = session.options;
  const asked = z.object({ userName: z.string(), apiKey: z.string() }).safeParse(body);
  if (asked.data?.userName !== userName || asked.data.apiKey !== apiKey) return refuse(3, 'invalid credentials');
  session.given += 1;
  const token = `token-${session.given}`;
  session.tokens.add(token);
  return ok({ token });
}

function searchAccounts({ options }: Session): VenueReply {
  const { accountId: id, balanceUsd: balance = 50_000 } = options;
  return ok({ accounts: [{ id, name: 'LOCAL', balance, canTrade: true, isVisible: true, simulated: true }] });
}

function searchContracts({ options }: Session, body: unknown): VenueReply {
  const { searchText } = z.object({ searchText: z.string(), live: z.boolean() }).parse(body);
  return listed(options.listings().filter(({ id }) => id.includes(searchText)));
}

function searchContract({ options }: Session, body: unknown): VenueReply {
  const { contractId } = z.object({ contractId: z.string() }).parse(body);
  return listed(options.listings().filter(({ id }) => id === contractId));
}

function listed(found: readonly Listing[]): VenueReply {
  const contracts = found.map((listing) => ({
    ...listing,
    ...{ name: listing.id, description: listing.id, symbolId: listing.id },
  }));
  return ok({ contracts });
}

const barsWanted = z.object({
  ...{ contractId: z.string(), live: z.boolean(), startTime: z.iso.datetime(), endTime: z.iso.datetime() },
  ...{ unit: z.int(), unitNumber: z.int(), limit: z.int(), includePartialBar: z.boolean() },
});

function retrieveBars({ options }: Session, body: unknown): VenueReply {
  const asked = barsWanted.safeParse(body).data;
  if (!asked) return refuse(1, 'bars cannot be told');
  return ok({ bars: (options.barsOf?.(asked.contractId) ?? []).slice(0, asked.limit) });
}

function place(session: Session, body: unknown): VenueReply {
  const order = newOrder.safeParse(body);
  if (!order.success) return refuse(2, 'order rejected');
  if (order.data.accountId !== session.options.accountId) return refuse(1, 'account not found');
  const taken = session.book.take(order.data);
  return taken.kind === 'booked' ? ok({ orderId: taken.booked.id }) : refuse(taken.code, taken.message);
}

function cancel({ options, book }: Session, body: unknown): VenueReply {
  const asked = z.object({ accountId: z.int(), orderId: z.int() }).safeParse(body);
  if (asked.data?.accountId !== options.accountId) return refuse(1, 'account not found');
  const { orderId } = asked.data;
  if (!book.orders.some(({ id }) => id === orderId)) return refuse(2, 'order not found');
  return book.cancel(orderId) ? ok({}) : refuse(3, 'the order does not work any more');
}

const STATUS = { working: 1, filled: 2, canceled: 3 } as const satisfies Record<BookedOrder['state'], number>;

const timeSpan = z.object({ startTimestamp: z.iso.datetime(), endTimestamp: z.iso.datetime().optional() });

function withinSpan({ book }: Session, body: unknown): readonly BookedOrder[] {
  const { startTimestamp, endTimestamp } = timeSpan.parse(body);
  const [from, to] = [Date.parse(startTimestamp), endTimestamp ? Date.parse(endTimestamp) : Number.POSITIVE_INFINITY];
  return book.orders.filter(({ takenAt }) => takenAt.getTime() >= from && takenAt.getTime() <= to);
}

function searchOrders(session: Session, body: unknown): VenueReply {
  const found = withinSpan(session, body).map((booked) => {
    const { order, id, takenAt, filledAt, trades } = booked;
    const shown = booked.state !== 'filled' || booked.showsAfter <= 0;
    const fillVolume = trades.reduce((sum, { size }) => sum + size, 0);
    booked.showsAfter -= 1;
    return {
      ...{ id, accountId: order.accountId, contractId: order.contractId, symbolId: order.contractId },
      ...{ type: order.type, side: order.side, size: order.size, customTag: order.customTag ?? null },
      ...{ creationTimestamp: takenAt.toISOString(), updateTimestamp: filledAt.toISOString() },
      ...(shown
        ? { status: STATUS[booked.state], fillVolume, filledPrice: trades[0]?.price ?? null }
        : { status: 1, fillVolume: 0, filledPrice: null }),
    };
  });
  return ok({ orders: found });
}

/** Orders that still work here, and those that somebody else has placed. */
function searchOpen({ options, book, strangers }: Session): VenueReply {
  const shared = { accountId: options.accountId, type: 1, side: 0, size: 1, status: 1, fillVolume: 0 };
  const at = new Date().toISOString();
  const working = book.orders
    .filter(({ state, showsAfter }) => state === 'working' || showsAfter > 0)
    .map(({ id, order }) => ({ id, contractId: order.contractId, customTag: order.customTag ?? null }));
  const foreign = strangers.map((id) => ({ id, contractId: options.listings()[0]?.id ?? '', customTag: null }));
  return ok({
    orders: [...working, ...foreign].map((order) => ({
      ...{ ...shared, ...order, symbolId: order.contractId, filledPrice: null },
      ...{ creationTimestamp: at, updateTimestamp: at },
    })),
  });
}

function searchTrades(session: Session, body: unknown): VenueReply {
  const found = withinSpan(session, body)
    .filter(({ showsAfter }) => showsAfter < 0)
    .flatMap(({ order, id, filledAt, trades }) =>
      trades.map((trade) => ({
        ...trade,
        ...{ accountId: order.accountId, contractId: order.contractId, orderId: id, side: order.side },
        ...{ creationTimestamp: filledAt.toISOString(), profitAndLoss: null, voided: false },
      })),
    );
  return ok({ trades: found });
}

function searchPositions({ options, book }: Session): VenueReply {
  const held = options
    .listings()
    .map(({ id }) => ({ contractId: id, size: book.held(id) }))
    .filter(({ size }) => size !== 0);
  return ok({
    positions: held.map(({ contractId, size }, i) => ({
      ...{ id: i + 1, accountId: options.accountId, contractId, type: size > 0 ? 1 : 2, size: Math.abs(size) },
      ...{ creationTimestamp: new Date().toISOString(), averagePrice: 0 },
    })),
  });
}
