import type { FeedLevel } from '@atc/core/company/events';
import type { TradingPlace } from '@atc/core/desk/instruments';
import type { Config } from '@atc/core/kernel/config';
import type { StartError } from '@atc/core/kernel/errors';
import type { OpenBroker } from '@atc/core/loop/opening';

export interface Company {
  readonly url: string;
  /** The operator's key, once: at the very first start. */
  readonly freshKey: string | null;
  /** A link that signs in once on this machine; null where nobody reads the terminal, or none can be made. */
  readonly entryUrl: string | null;
  /** How the company stood when it went on, in sentences; null: it has just opened. */
  readonly standing: string | null;
  /** The process that moves the time of the company which this one has joined; null where this one does. */
  readonly joins: string | null;
  readonly queueBackend: 'redis' | 'postgres';
  readonly now: Date;
  /** Where the desk's clock hangs, as the policy has it at the start. */
  readonly timeZone: string;
  /** Whether its prices are those of this moment. */
  readonly isLive: boolean;
  readonly tradingMode: Config['tradingMode'];
  /** Settles when a recording has been played to its end. */
  readonly ended: Promise<void>;
  /** Settles with why a private server could not be brought back, once that was told; never without that. */
  readonly lost: Promise<StartError>;
  /** What becomes of everything that is held while the company does not run, a line each. */
  whatStays(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Another venue than the trading mode's, to rehearse on. */
export interface RehearsedVenue {
  readonly place: TradingPlace;
  readonly openBroker: OpenBroker;
}

export interface CompanyOptions {
  readonly config: Config;
  readonly venue?: RehearsedVenue;
  /** Runs beside a company that runs already instead of refusing to start. */
  readonly join?: boolean;
  /** How much of what the agents do is told; all of it when absent. */
  readonly feed?: FeedLevel;
  readonly color: boolean;
  /** How wide the terminal is; undefined in a pipe. */
  readonly columns?: () => number | undefined;
  /** Progress, a line each. */
  readonly say: (line: string) => void;
  /** What the agents do, a line each. */
  readonly tell: (line: string) => void;
  /** The terminal that somebody sits in front of; absent where nobody does. */
  readonly attendant?: NodeJS.ReadableStream | undefined;
  /** Aborted when the company is to end, also while it starts. */
  readonly end?: AbortSignal;
}
