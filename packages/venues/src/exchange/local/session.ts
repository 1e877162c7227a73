import type { VenueReply, VenueRequest } from '../../local/index.ts';
import type { ExchangeBook } from './book.ts';
import { type LocalExchangeOptions, listedOf } from './options.ts';

export interface Session {
  readonly options: LocalExchangeOptions;
  readonly book: ExchangeBook;
  /** Whether the next order is filled in parts; null: whole. */
  partly: (() => boolean) | null;
}

export type Route = (session: Session, request: VenueRequest) => VenueReply;

/** What an exchange says for a symbol of its own, `SOLUSDT`. */
export function contractOf(options: LocalExchangeOptions, symbol: string): string | null {
  return listedOf(options).find((contract) => contract.replace('_', '') === symbol) ?? null;
}

/** A refusal in Binance's words. */
export function refuse(status: number, code: number, msg: string): VenueReply {
  return { status, body: { code, msg } };
}
