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
  /** What fees are taken in: the exchange's own coin, as long as the account has some, or what an order brings. */
  readonly feesIn?: 'base' | 'third';
  /** How much the account has of the exchange's own coin. */
  readonly thirdCoins?: number;
  /** Pairs take stops that sell at the market; they do unless told. */
  readonly marketStops?: boolean;
  /** What the key may do besides trading. */
  readonly mayWithdraw?: boolean;
}

/** The exchange's own coin. */
export const THIRD = { coin: 'BNB', price: 600 } as const;

export function quoteOf({ contracts }: LocalExchangeOptions): string {
  return contracts[0]?.split('_')[1] ?? 'USDT';
}

/** Every contract that is listed, the exchange's own coin among them. */
export function listedOf(options: LocalExchangeOptions): readonly string[] {
  return [...new Set([...options.contracts, `${THIRD.coin}_${quoteOf(options)}`])];
}

/** The last price of a contract; null where there is none. */
export function lastOf(options: LocalExchangeOptions, contract: string): number | null {
  const { contracts, priceOf } = options;
  if (contracts.includes(contract)) return priceOf(contract);
  return listedOf(options).includes(contract) ? THIRD.price : null;
}
