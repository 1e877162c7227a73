import type { Environment } from './environment.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  /** What stands in front of the API: so many proxies that are believed, and the names that clients call it by. */
  readonly front: { readonly trustedProxies: number; readonly allowedHosts: readonly string[] };
  readonly tradingMode: Environment['TRADING_MODE'];
  readonly liveTradingConfirmed: string | undefined;
  readonly market: Environment['MARKET'];
  readonly replay: { readonly dir: string | undefined; readonly from: Date | undefined; readonly to: Date | undefined };
  /** As written: `max` or a number of company seconds per second. */
  readonly speed: string;
  readonly seed: string;
  /** Where prices of the live market come from, and where real money is traded; null where no venue is known. */
  readonly liveVenue: string | null;
  /** Symbols of the live market; none unless given. */
  readonly liveSymbols: readonly string[];
  /** What was given of the variables that venues read, as written; each venue makes its settings of it. */
  readonly venueVariables: Variables;
  /** Addresses of Solana nodes; none unless given. */
  readonly solanaRpcUrls: readonly string[];
  readonly mind: {
    readonly name: Environment['MIND'];
    readonly apiKey: string | undefined;
    readonly baseUrl: string | undefined;
    readonly model: string | undefined;
    /** Agent → model, where it has one of its own. */
    readonly models: Readonly<Record<string, string>>;
    /** Keeps prompts and answers in full. */
    readonly keepText: boolean;
    /** Answers from the record, at no cost. */
    readonly replay: boolean;
    readonly dailyTokens: number;
    readonly dailyUsd: number;
  };
  readonly operatorKey: string | undefined;
  readonly cronSecret: string | undefined;
  /** Where notifications go; null sends none. */
  readonly webhook: {
    readonly url: string;
    readonly format: Environment['WEBHOOK_FORMAT'];
    readonly secret: string | null;
    readonly chatId: string | null;
  } | null;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly logFormat: 'pretty' | 'json';
  readonly queueBackend: Environment['QUEUE_BACKEND'];
  readonly stepConcurrency: number;
  readonly stepsPerSecond: number;
}
