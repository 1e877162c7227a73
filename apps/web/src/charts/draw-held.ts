import { BaselineSeries, type IChartApi, LineSeries, LineType, type UTCTimestamp } from 'lightweight-charts';
import type { Held, Prices } from './drawing.ts';
import type { Theme } from './theme.ts';

const secondOf = (at: string) => Math.floor(Date.parse(at) / 1000) as UTCTimestamp;
const WASH = '33';
const quiet = {
  priceLineVisible: false,
  lastValueVisible: false,
  crosshairMarkerVisible: false,
} as const;

/** Draws what went on while a trade was held: how far the price ran either way as a shade, the stop as steps. */
export function drawHeld(chart: IChartApi, { held, entry }: Pick<Prices, 'held' | 'entry'>, theme: Theme): void {
  if (entry !== null) {
    drawRan(chart, { entry, points: pointsOf(held, ({ best }) => best), colour: theme.won });
    drawRan(chart, { entry, points: pointsOf(held, ({ worst }) => worst), colour: theme.lost });
  }
  const stops = held.flatMap(({ at, stop }) => (stop === null ? [] : [{ time: secondOf(at), value: stop }]));
  chart
    .addSeries(LineSeries, { ...quiet, color: theme.lost, lineWidth: 1, lineType: LineType.WithSteps })
    .setData(stops);
}

const pointsOf = (held: readonly Held[], value: (one: Held) => number) =>
  held.map((one) => ({ time: secondOf(one.at), value: value(one) }));

interface Shade {
  readonly entry: number;
  readonly points: { time: UTCTimestamp; value: number }[];
  readonly colour: string;
}

function drawRan(chart: IChartApi, { entry, points, colour }: Shade): void {
  const fill = washOf(colour);
  chart
    .addSeries(BaselineSeries, {
      ...quiet,
      baseValue: { type: 'price', price: entry },
      topLineColor: 'transparent',
      bottomLineColor: 'transparent',
      topFillColor1: fill,
      topFillColor2: fill,
      bottomFillColor1: fill,
      bottomFillColor2: fill,
      lineType: LineType.WithSteps,
    })
    .setData(points);
}

/** A colour that one sees through: `rgb(1, 2, 3)` as `rgba(1, 2, 3, 0.15)`. */
const washOf = (colour: string) =>
  colour.startsWith('rgb(') ? colour.replace('rgb(', 'rgba(').replace(')', ', 0.15)') : `${colour}${WASH}`;
