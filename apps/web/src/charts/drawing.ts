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
}

/** What a chart shows. */
export type Drawing = Curves | Prices;
