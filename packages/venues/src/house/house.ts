import type { Venue } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import type { VenueTwin } from './twin.ts';

/**
 * What brings an order to a venue and asks about it, as requests or statements begin: where chaos lets a process die.
 */
export interface Deaths {
  readonly place: string;
  /** What asks about an order. */
  readonly ask: string;
  /** What is written before the order leaves, where something is. */
  readonly before?: readonly string[];
  /** What takes a stop back that rests there, and what moves it; absent where none rests. */
  readonly stops?: readonly string[];
}

/** A signer that answers other processes. */
export interface SignerService {
  readonly address: string;
  readonly url: string;
  /** What it lets be spent a day, USD. */
  readonly dailyUsd: number;
  close(): Promise<void>;
}

/** What a wallet takes, where a venue is traded on with one. Refusals of its file throw a `StartError`. */
export interface WalletTools {
  create(file: string, passphrase: string): Promise<string>;
  takeIn(file: string, secret: string, passphrase: string): Promise<string>;
  address(file: string): Promise<string>;
  /** Opens the configured wallet to sign for other processes on this machine. */
  serve(config: Config, host: string): Promise<SignerService>;
}

/** A venue with what is needed to try the company on it without money. */
export interface House extends Venue {
  readonly deaths: Deaths;
  /** Loads the venue on this machine that speaks its contract; a company that trades never does. */
  twin(): Promise<VenueTwin>;
  /** Loads what makes and opens wallets; absent where none is needed. */
  wallet?(): Promise<WalletTools>;
}
