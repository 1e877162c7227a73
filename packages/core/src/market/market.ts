import type { Db } from '../kernel/db/index.ts';
import type { Candle } from './candle.ts';

/** A contract that a market lists, with the rules of its paper venue. */
export interface ListedContract {
  readonly contract: string;
  readonly symbol: string;
  readonly quote: string;
  /** Decimal places of a quantity. */
  readonly decimals: number;
  readonly tick: string;
  readonly minQuantity: string;
  readonly firstBarAt: Date;
  /** Its address on Solana, where it can be bought for real. */
  readonly mint?: string;
}

export interface BarsQuery {
  readonly intervalMs: number;
  readonly count: number;
}

/** What a process that looks for prices has seen of them. Times are monotonic milliseconds of that process. */
export interface FeedNews {
  readonly openedMs: number;
  readonly nowMs: number;
  /** Why the latest look brought nothing; null when it went well. */
  readonly fault: string | null;
  /** How long a contract may be silent before that is a fault of its prices. */
  readonly patienceMs: number;
  /** When the last price of a contract came, null: none has. */
  seenMs(contract: string): number | null;
}

/** Brings prices in from outside. One process of the company looks; all of them read what was stored. */
export interface PriceFeed {
  /** Asks for prices and keeps what was seen in memory. Throws where nobody answers. */
  look(): Promise<void>;
  /** Stores the bars of what was seen and has closed by `until`, and reads what is stored. */
  catchUp(db: Db, until: Date): Promise<void>;
  /** What its looks have brought. */
  news(): FeedNews;
  /** Ends what it has opened by looking. */
  close(): Promise<void>;
}

/**
 * Where prices come from. `now` is always company time, given by the caller; nothing shows a bar that has not closed by
 * then. An unknown contract is an error.
 */
export interface Market {
  readonly name: 'simulated' | 'replay' | 'live';
  /** What is played: another recording or range has another one. */
  readonly range: string;
  /** The shortest interval it knows. */
  readonly barMs: number;
  /** Company time begins here; bars before it are history. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  contracts(): readonly ListedContract[];
  /** The last `count` closed bars of an interval that is a multiple of `barMs`, oldest first. */
  bars(contract: string, query: BarsQuery, now: Date): readonly Candle[];
  /** Base bars that closed after `after` and not after `until`, oldest first. */
  barsClosedBetween(contract: string, after: Date, until: Date): readonly Candle[];
  /** Close of the last closed base bar and when it closed; null before the first. */
  price(contract: string, now: Date): { readonly price: number; readonly at: Date } | null;
  /** When the next base bar of any contract closes; null when none ever will. */
  nextBarCloseAfter(now: Date): Date | null;
  /** Where prices come from as time goes by; absent where all of them are there from the start. */
  readonly feed?: PriceFeed;
}
