export interface LocalExchangeOptions {
  readonly apiKey: string;
  readonly secret: string;
  readonly cashUsd: number;
  /** Contracts that are listed, for example `SOL_USDT`. */
  readonly contracts: readonly string[];
  /** The last price of a contract; null where there is none. */
  readonly priceOf: (contract: string) => number | null;
  /** The time that fills bear; the machine's unless told. */
  readonly now?: () => Date;
  /** How wrong the exchange's clock is (milliseconds). */
  readonly skewMs?: number;
  /** The coin that fees of purchases are kept in; those of sales are kept in dollars unless it is a third. */
  readonly feesIn?: 'base' | 'third';
  /** What the key may do besides trading. */
  readonly mayWithdraw?: boolean;
}
