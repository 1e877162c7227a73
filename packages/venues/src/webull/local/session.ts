import type { VenueReply, VenueRequest } from '../../local/index.ts';
import type { WebullBook } from './book.ts';
import type { BookRules } from './ledger.ts';
import type { Tokens } from './tokens.ts';

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

export interface Session {
  readonly options: LocalWebullOptions;
  readonly book: WebullBook;
  readonly nonces: Set<string>;
  readonly tokens: Tokens;
  readonly strangers: string[];
  readonly traded: Map<string, number>;
  readonly quotedAt: Map<string, number>;
  partly: (() => boolean) | null;
}

export function refuse(status: number, code: string): VenueReply {
  return { status, body: { error_code: code, message: code.toLowerCase().replaceAll('_', ' ') } };
}

export type Route = (session: Session, request: VenueRequest) => VenueReply;
