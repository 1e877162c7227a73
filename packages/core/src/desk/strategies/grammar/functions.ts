import {
  adxColumn,
  adxWarmUp,
  agoColumn,
  atrColumn,
  bandColumn,
  changeColumn,
  deviationColumn,
  diColumn,
  efficiencyColumn,
  emaColumn,
  emaWarmUp,
  highestColumn,
  lowestColumn,
  macdColumn,
  macdSignalColumn,
  risesColumn,
  rsiColumn,
  smaColumn,
  stochasticColumn,
  trueRangeColumn,
  volatilityColumn,
  vwapColumn,
  wilderWarmUp,
  zscoreColumn,
} from '../../../market/index.ts';
import { type Asked, type FunctionSpec, ofNumbers, overBars, overColumn } from './function.ts';

const macdLengths = ({ periods: [short = 1, long = 1, signal = 1] }: Asked) => ({ short, long, signal });
const macdWarmUp = (periods: readonly number[]): number => emaWarmUp(Math.max(periods[0] ?? 1, periods[1] ?? 1));
const signalWarmUp = (periods: readonly number[]): number => macdWarmUp(periods) + emaWarmUp(periods[2] ?? 1);

/** Every function of the language. */
export const functions = {
  sma: overColumn({ says: 'mean of the last n', compute: ({ first, n }) => smaColumn(first, n) }),
  ema: overColumn({
    says: 'exponential average, weight 2 / (n + 1)',
    warmUp: emaWarmUp,
    compute: ({ first, n }) => emaColumn(first, n),
  }),
  macd: overColumn({
    says: 'exponential average: short less long',
    periods: ['short', 'long'],
    warmUp: (_, periods) => macdWarmUp(periods),
    compute: (asked) => macdColumn(asked.first, macdLengths(asked)),
  }),
  macd_signal: overColumn({
    says: 'exponential average of macd',
    periods: ['short', 'long', 'signal'],
    warmUp: (_, periods) => signalWarmUp(periods),
    compute: (asked) => macdSignalColumn(asked.first, macdLengths(asked)),
  }),
  upper_band: overColumn({
    says: 'two deviations above the mean of the last n',
    compute: ({ first, n }) => bandColumn(first, n, 2),
  }),
  lower_band: overColumn({
    says: 'two deviations below the mean of the last n',
    compute: ({ first, n }) => bandColumn(first, n, -2),
  }),
  highest: overColumn({
    says: 'highest of the last n, this bar included',
    unless: 'high',
    compute: ({ first, n }) => highestColumn(first, n),
  }),
  lowest: overColumn({
    says: 'lowest of the last n, this bar included',
    unless: 'low',
    compute: ({ first, n }) => lowestColumn(first, n),
  }),
  ago: overColumn({
    says: 'what it was n bars before',
    unless: undefined,
    warmUp: (n) => n,
    compute: ({ first, n }) => agoColumn(first, n),
  }),
  change: overColumn({
    says: 'gain on n bars before, a fraction',
    ...{ warmUp: (n: number) => n, scale: 'own' },
    compute: ({ first, n }) => changeColumn(first, n),
  }),
  rises: overColumn({
    says: 'share of the last n changes that went up',
    ...{ warmUp: (n: number) => n, scale: 'own' },
    compute: ({ first, n }) => risesColumn(first, n),
  }),
  efficiency: overColumn({
    says: 'net over whole way of n changes, 0 to 1 (Kaufman)',
    ...{ warmUp: (n: number) => n, scale: 'own' },
    compute: ({ first, n }) => efficiencyColumn(first, n),
  }),
  rsi: overColumn({
    says: 'relative strength, 0 to 100 (Wilder)',
    ...{ warmUp: (n: number) => wilderWarmUp(n) + 1, scale: 'hundred' },
    compute: ({ first, n }) => rsiColumn(first, n),
  }),
  deviation: overColumn({
    says: 'population deviation of the last n',
    compute: ({ first, n }) => deviationColumn(first, n),
  }),
  zscore: overColumn({
    says: 'deviations above the mean of the last n',
    scale: 'own',
    compute: ({ first, n }) => zscoreColumn(first, n),
  }),
  volatility: overColumn({
    says: 'deviation of n returns of a bar, a fraction',
    ...{ warmUp: (n: number) => n, scale: 'own' },
    compute: ({ first, n }) => volatilityColumn(first, n),
  }),
  atr: overBars({
    says: 'average true range, a price (Wilder)',
    ...{ warmUp: wilderWarmUp, scale: 'price' },
    compute: ({ bars, n }) => atrColumn(bars, n),
  }),
  true_range: overBars({
    says: 'range from the close before on, a price',
    ...{ periods: [], warmUp: () => 1, scale: 'price' },
    compute: ({ bars }) => trueRangeColumn(bars),
  }),
  adx: overBars({
    says: 'how clear a trend is, 0 to 100 (Wilder)',
    ...{ warmUp: adxWarmUp, scale: 'hundred' },
    compute: ({ bars, n }) => adxColumn(bars, n),
  }),
  plus_di: overBars({
    says: 'how strong rises are, 0 to 100 (Wilder)',
    ...{ warmUp: (n: number) => wilderWarmUp(n) + 1, scale: 'hundred' },
    compute: ({ bars, n }) => diColumn(bars, n, 'up'),
  }),
  minus_di: overBars({
    says: 'how strong falls are, 0 to 100 (Wilder)',
    ...{ warmUp: (n: number) => wilderWarmUp(n) + 1, scale: 'hundred' },
    compute: ({ bars, n }) => diColumn(bars, n, 'down'),
  }),
  stochastic: overBars({
    says: 'the close in the range of n bars, 0 to 100',
    scale: 'hundred',
    compute: ({ bars, n }) => stochasticColumn(bars, n),
  }),
  volume_mean: overBars({ says: 'mean volume of the last n', compute: ({ bars, n }) => smaColumn(bars.volume, n) }),
  vwap: overBars({
    says: 'mean price of n bars, each by what it traded',
    scale: 'price',
    compute: ({ bars, n }) => vwapColumn(bars, n),
  }),
  abs: ofNumbers(1, 'without its sign', (x) => Math.abs(x)),
  min: ofNumbers(2, 'the smaller', (x, y) => Math.min(x, y)),
  max: ofNumbers(2, 'the larger', (x, y) => Math.max(x, y)),
  log: ofNumbers(1, 'natural logarithm', (x) => Math.log(x)),
  sqrt: ofNumbers(1, 'square root', (x) => Math.sqrt(x)),
} as const satisfies Readonly<Record<string, FunctionSpec>>;

export type FunctionName = keyof typeof functions;

/** What a function of that name is. */
export const functionOf = (name: FunctionName): FunctionSpec => functions[name];

/** Returns whether the language has a function of that name. */
export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}
