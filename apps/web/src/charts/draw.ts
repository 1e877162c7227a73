import {
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type UTCTimestamp,
} from 'lightweight-charts';
import { sayPrice, sayUsd } from '../figures/money.ts';
import { sayClock, sayTime } from '../figures/time.ts';
import { drawHeld } from './draw-held.ts';
import type { Curve, Drawing, Mark, Prices } from './drawing.ts';
import type { Theme } from './theme.ts';

/** Draws onto an element; the answer takes it away. */
export function draw(element: HTMLElement, drawing: Drawing, theme: Theme): () => void {
  const chart = createChart(element, optionsOf(drawing, theme));
  if (drawing.kind === 'curves') for (const curve of drawing.curves) drawCurve(chart, curve, theme);
  else drawPrices(chart, drawing, theme);
  chart.timeScale().fitContent();
  return () => chart.remove();
}

function optionsOf({ zone, kind }: Drawing, theme: Theme) {
  const line = { color: theme.line };
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: theme.card },
      textColor: theme.faint,
      fontSize: 11,
      fontFamily: getComputedStyle(document.body).fontFamily,
      // The attribution stands below the chart: the logo would bring a style of its own.
      attributionLogo: false,
    },
    grid: { vertLines: { visible: false }, horzLines: line },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.1 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      tickMarkFormatter: (time: number, type: number) =>
        type < 3 ? sayTime(time * 1000, zone).slice(0, 6) : sayClock(time * 1000, zone),
    },
    crosshair: { vertLine: { labelBackgroundColor: theme.faint }, horzLine: { labelBackgroundColor: theme.faint } },
    localization: {
      timeFormatter: (time: number) => sayTime(time * 1000, zone),
      priceFormatter: kind === 'curves' ? sayUsd : sayPrice,
    },
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  };
}

const secondOf = (at: string) => Math.floor(Date.parse(at) / 1000) as UTCTimestamp;

function drawCurve(chart: IChartApi, { points, tone, dashed }: Curve, theme: Theme): void {
  const series = chart.addSeries(LineSeries, {
    color: theme[tone],
    lineWidth: dashed ? 1 : 2,
    lineStyle: dashed ? LineStyle.Dashed : LineStyle.Solid,
    priceLineVisible: false,
    lastValueVisible: !dashed,
  });
  series.setData(uniqueOf(points.map(({ at, value }) => ({ time: secondOf(at), value }))));
}

function drawPrices(chart: IChartApi, { candles, marks, lines, held, entry }: Prices, theme: Theme): void {
  if (held.length > 0) drawHeld(chart, { held, entry }, theme);
  const smallest = Math.min(...candles.map(({ low }) => low));
  const series = chart.addSeries(CandlestickSeries, {
    upColor: theme.won,
    downColor: theme.lost,
    wickUpColor: theme.won,
    wickDownColor: theme.lost,
    borderVisible: false,
    priceLineVisible: false,
    priceFormat: { type: 'price', minMove: minMoveOf(smallest), precision: 8 },
  });
  series.setData(uniqueOf(candles.map(({ at, ...prices }) => ({ time: secondOf(at), ...prices }))));
  for (const { price, title, tone } of lines)
    series.createPriceLine({
      price,
      title,
      color: theme[tone],
      lineWidth: 1,
      lineStyle: LineStyle.Dashed,
      axisLabelVisible: true,
    });
  createSeriesMarkers(series, [...marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(markerOf(theme)));
}

const minMoveOf = (price: number) => 10 ** Math.min(-2, Math.floor(Math.log10(price || 1)) - 3);

const shapes = {
  entry: { position: 'belowBar', shape: 'arrowUp', tone: 'won' },
  exit: { position: 'aboveBar', shape: 'arrowDown', tone: 'lost' },
  signal: { position: 'belowBar', shape: 'circle', tone: 'link' },
  review: { position: 'aboveBar', shape: 'circle', tone: 'faint' },
} as const;

const markerOf =
  (theme: Theme) =>
  ({ kind, at, text }: Mark): SeriesMarker<UTCTimestamp> => {
    const { position, shape, tone } = shapes[kind];
    return { time: secondOf(at), position, shape, color: theme[tone], text };
  };

/** A chart takes each second once, in order; of several the last counts. */
function uniqueOf<T extends { readonly time: UTCTimestamp }>(points: readonly T[]): T[] {
  const byTime = new Map(points.map((point) => [point.time, point]));
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}
