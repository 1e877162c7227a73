export interface SimulatedToken {
  readonly contract: string;
  readonly symbol: string;
  /** On the first day of the world. */
  readonly price: number;
  /** Standard deviation of a day's return. */
  readonly volatility: number;
  /** How much of the common market's move it makes. */
  readonly beta: number;
  /** USD traded on an ordinary day. */
  readonly volumeUsd: number;
}

type Figures = readonly [price: number, volatility: number, beta: number, volumeUsd: number];

const figures: Readonly<Record<string, Figures>> = {
  SOL: [215, 0.045, 1.2, 2e9],
  BONK: [0.0000335, 0.075, 1.5, 2.5e8],
  WIF: [1.95, 0.08, 1.5, 4e8],
  PEPE: [0.0000205, 0.07, 1.4, 1.5e9],
  DOGE: [0.385, 0.055, 1.2, 3e9],
  JUP: [0.87, 0.06, 1.2, 1.2e8],
  TRUMP: [32, 0.11, 1.1, 9e8],
  PENGU: [0.036, 0.09, 1.4, 3e8],
  BTC: [99_000, 0.026, 1, 2.5e10],
  ETH: [3650, 0.035, 1.1, 1.2e10],
};

/** The tokens of the simulated market: names and manners of well-known ones, prices of early 2025. */
export const simulatedTokens: readonly SimulatedToken[] = Object.entries(figures).map(
  ([symbol, [price, volatility, beta, volumeUsd]]) => ({
    contract: `${symbol}_USDT`,
    symbol,
    price,
    volatility,
    beta,
    volumeUsd,
  }),
);
