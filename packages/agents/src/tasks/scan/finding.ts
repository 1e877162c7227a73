/** Shapes that the scanner knows. */
export type Pattern = 'top_gainer' | 'volume_spike' | 'breakout' | 'pullback';

/** Something the scanner saw in a token's candles. */
export interface Finding {
  readonly contract: string;
  readonly pattern: Pattern;
  readonly signalType: 'buy' | 'sell' | 'scale';
  /** 0 to 1. */
  readonly strength: number;
  /** Milliseconds: the close of the bar that shows it. */
  readonly barClosedAt: number;
  /** The figures behind it. */
  readonly numbers: Readonly<Record<string, number>>;
}
