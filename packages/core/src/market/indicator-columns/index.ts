export { adxColumn, adxWarmUp, diColumn } from './direction.ts';
export {
  agoColumn,
  changeColumn,
  columnFrom,
  efficiencyColumn,
  type Macd,
  macdColumn,
  macdSignalColumn,
  risesColumn,
  rsiColumn,
  stochasticColumn,
} from './momentum.ts';
export { atrColumn, bandColumn, trueRangeColumn, volatilityColumn } from './ranges.ts';
export { emaColumn, emaWarmUp, wilderWarmUp } from './smoothing.ts';
export { vwapColumn } from './volumes.ts';
export { deviationColumn, highestColumn, lowestColumn, smaColumn, zscoreColumn } from './windows.ts';
