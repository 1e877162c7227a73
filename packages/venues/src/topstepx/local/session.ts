import type { VenueReply } from '../../local/index.ts';
import type { BookRules, TopstepxBook } from './book.ts';

export interface LocalTopstepxOptions extends Omit<BookRules, 'changed'> {
  readonly userName: string;
  readonly apiKey: string;
  readonly accountId: number;
  /** What was paid into the account; 50,000 unless told. */
  readonly balanceUsd?: number;
  /** Bars of a contract, newest first, as the gateway tells them; none unless told. */
  readonly barsOf?: (contractId: string) => readonly object[];
}

export interface Session {
  readonly options: LocalTopstepxOptions;
  readonly book: TopstepxBook;
  readonly tokens: Set<string>;
  given: number;
  /** Ids of open orders that somebody else has placed. */
  strangers: number[];
}

export type Route = (session: Session, body: unknown) => VenueReply;

export const ok = (body: object): VenueReply => ({
  status: 200,
  body: { ...body, success: true, errorCode: 0, errorMessage: null },
});
export const refuse = (errorCode: number, errorMessage: string, orderId?: number): VenueReply => ({
  status: 200,
  body: { orderId, success: false, errorCode, errorMessage },
});
