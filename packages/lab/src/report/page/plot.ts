import { sayShare } from '@atc/core/kernel/figures';
import { type Html, html } from '@atc/core/kernel/text';
import type { Interval } from '../../measure/index.ts';

/** A line of a plot: one value at each instant. */
export interface Line {
  /** Its class in the style, and its name in the legend. */
  readonly name: string;
  readonly values: readonly number[];
}

/** What is drawn: values over the same instants, on a scale. */
export interface Plot {
  /** What a reader hears who sees nothing of it. */
  readonly says: string;
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  /** Least and most of the first line's parts. */
  readonly band: { readonly low: readonly number[]; readonly high: readonly number[] } | null;
  /** The place of a value on a straight scale, such as its logarithm. */
  readonly scale: (value: number) => number;
  readonly isLow: boolean;
}

/** The drawing has so many units each way and is stretched to its place; its words stand beside it. */
const SIDE = 1000;
const MOST_TICKS = 6;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100] as const;

/** A plot of lines over days, as HTML. Values are fractions above the start. */
export function plot({ says, days, lines, band, scale, isLow }: Plot): Html {
  const all = [...lines.flatMap(({ values }) => values), ...(band?.low ?? []), ...(band?.high ?? [])];
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)];
  const [bottom, top] = [scale(least), scale(most)];
  const y = (value: number) => SIDE - ((scale(value) - bottom) / (top - bottom || 1)) * SIDE;
  const x = (day: number) => (day / Math.max(1, days.length - 1)) * SIDE;
  const at = (values: readonly number[]) => values.map((value, day) => `${round(x(day))} ${round(y(value))}`);
  const ticks = ticksOf(least, most);
  const grid = ticks.map(
    (tick) => html`<path class="${tick === 0 ? 'zero' : 'grid'}" d="M0 ${round(y(tick))}H${SIDE}"/>`,
  );
  const area = band && html`<path class="band" d="M${[...at(band.low), ...at(band.high).reverse()].join('L')}Z"/>`;
  const drawn = lines.map(({ name, values }) => html`<path class="${name}" d="M${at(values).join('L')}"/>`);
  const words = [
    ...ticks.map(
      (tick) => html`<span class="y" style="top:${percent(y(tick))}">${sayShare(tick, placesOf(ticks))}</span>`,
    ),
    ...monthsOf(days).map(({ day, name }) => html`<span class="x" style="left:${percent(x(day))}">${name}</span>`),
  ];
  return html`<div class="plot${isLow ? ' low' : ''}"><svg viewBox="0 0 ${SIDE} ${SIDE}" preserveAspectRatio="none"
role="img" aria-label="${says}">${grid}${area}${drawn}</svg>${words}</div>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const percent = (place: number): string => `${round((place / SIDE) * 100)}%`;

/** Round values between two others, zero among them. */
function ticksOf(least: number, most: number): readonly number[] {
  const step = STEPS.find((one) => (most - least) / one <= MOST_TICKS) ?? most - least;
  const first = Math.ceil(least / step - 1e-9);
  const count = Math.floor(most / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

const placesOf = (ticks: readonly number[]): number => {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  return step < 0.0099 ? 1 : 0;
};

/** Where months begin, as many as there is room for. */
function monthsOf(days: readonly string[]): readonly { readonly day: number; readonly name: string }[] {
  const begins = days.flatMap((at, day) => (at.slice(8, 10) === '01' ? [{ day, name: at.slice(0, 7) }] : []));
  const each = Math.ceil(begins.length / MOST_TICKS);
  return begins.filter((_, i) => i % Math.max(1, each) === 0);
}

/** A legend: how each line is drawn, its name and what it came to. */
export function legend(lines: readonly { readonly name: string; readonly says: string }[]): Html {
  const items = lines.map(
    ({ name, says }) =>
      html`<li><svg viewBox="0 0 32 10" aria-hidden="true"><path class="${name}" d="M0 5H32"/></svg>${says}</li>`,
  );
  return html`<ul class="legend">${items}</ul>`;
}

/** An interval drawn beside zero, on the scale of its neighbours; its figures stand beside it. */
export function forest(interval: Interval | null, widest: number): Html | string {
  if (interval === null || widest <= 0) return '';
  const x = (value: number) => round(Math.max(0, Math.min(100, 50 + (value / widest) * 50)));
  return html`<svg class="forest" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path class="zero"
d="M50 0V10"/><path class="span" d="M${x(interval.low)} 5H${x(interval.high)}"/><path class="dot"
d="M${x(interval.estimate)} 2V8"/></svg>`;
}

/** The farthest that any of some intervals reaches from zero. */
export function widestOf(intervals: readonly (Interval | null)[]): number {
  return Math.max(0, ...intervals.flatMap((one) => (one ? [Math.abs(one.low), Math.abs(one.high)] : [])));
}
