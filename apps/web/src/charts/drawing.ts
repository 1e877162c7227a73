import type { Theme } from './theme.ts';

type Tone = keyof Theme;

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly at: string; readonly value: number }[];
  readonly tone: Tone;
  readonly dashed: boolean;
}

export interface Candle {
  readonly at: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface Mark {
  readonly kind: 'entry' | 'exit' | 'signal' | 'review';
  readonly at: string;
  readonly text: string;
}

export interface PriceLine {
  readonly price: number;
  readonly title: string;
  readonly tone: Tone;
}

/** What went on while a trade was held, candle by candle. */
export interface Held {
  readonly at: string;
  readonly stop: number | null;
  readonly best: number;
  readonly worst: number;
}

export interface Curves {
  readonly kind: 'curves';
  readonly zone: string;
  readonly curves: readonly Curve[];
}

export interface Prices {
  readonly kind: 'prices';
  readonly zone: string;
  readonly candles: readonly Candle[];
  readonly marks: readonly Mark[];
  readonly lines: readonly PriceLine[];
  /** What was paid; null before. */
  readonly entry: number | null;
  readonly held: readonly Held[];
}

/** What a chart shows. */
export type Drawing = Curves | Prices;
