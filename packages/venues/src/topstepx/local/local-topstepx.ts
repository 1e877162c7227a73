import { z } from 'zod';
import {
  type LocalHub,
  type LocalVenue,
  openFaults,
  openHub,
  serveVenue,
  type VenueReply,
  type VenueRequest,
} from '../../local/index.ts';
import { openBook, type TopstepxBook } from './book.ts';
import type { Listing } from './ledger.ts';
import { openMarketHub, pushQuote } from './market-hub.ts';
import { cancel, modify, place, searchOpen, searchOrders, searchTrades } from './orders.ts';
import { type LocalTopstepxOptions, ok, type Route, refuse, type Session } from './session.ts';
import { pushOrder, subscribe, USER_HUB } from './user-hub.ts';

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
 * A venue on this machine that speaks the ProjectX gateway's contract: tokens, refusals with HTTP 200, one order a tag,
 * its own ledger, and a user hub that pushes what befalls it.
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

const routes: Readonly<Record<string, Route>> = {
  '/api/Account/search': searchAccounts,
  '/api/Contract/search': searchContracts,
  '/api/Contract/searchById': searchContract,
  '/api/History/retrieveBars': retrieveBars,
  '/api/Order/place': place,
  '/api/Order/modify': modify,
  '/api/Order/cancel': cancel,
  '/api/Order/search': searchOrders,
  '/api/Order/searchOpen': searchOpen,
  '/api/Trade/search': searchTrades,
  '/api/Position/searchOpen': searchPositions,
};

function answer(session: Session, { method, path, headers, text }: VenueRequest): VenueReply {
  if (method !== 'POST') return { status: 405, body: {} };
  const body: unknown = JSON.parse(text ?? 'null');
  if (path === '/api/Auth/loginKey') return login(session, body);
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (!session.tokens.has(bearer ?? '')) return { status: 401, body: {} };
  session.book.tick();
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
