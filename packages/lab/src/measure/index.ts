export {
  chanceOfMean,
  type Drawing,
  drawFigures,
  drawPlaces,
  type Interval,
  intervalOf,
  intervalOfDifference,
} from './chance/bootstrap.ts';
export { type Happened, intervalByDay } from './chance/clusters.ts';
export { type Break, breakOf } from './chance/cusum.ts';
export { normalQuantile } from './chance/normal.ts';
export { type Overfit, overfitOf } from './chance/overfit.ts';
export { edgeShown, type Sought, tradesNeeded } from './chance/power.ts';
export { drawNormal, type Random, randomOf } from './chance/random.ts';
export { checkReality, type RealityCheck } from './chance/reality-check.ts';
export { chanceAbove, deflatedSharpe, luckOf, minimumTrackRecord, periodSharpe, type Tried } from './chance/sharpe.ts';
export { DAY_MS, DAYS_A_YEAR, EDGE_SOUGHT, HOUR_MS, LEVEL } from './conventions.ts';
export { type Course, courseOf } from './course.ts';
export { type Foretold, type Reliability, type ReliabilityStep, reliabilityOf } from './events/reliability.ts';
export { type Finding, type Followed, type Prices, spacedOut, studyFindings } from './events/study.ts';
export { type Holding, holdingCurve } from './reference/holding.ts';
export {
  changesOf,
  type Daily,
  dailyReturns,
  dayEnds,
  type EquityPoint,
  monthlyReturns,
  monthOf,
  worthAt,
} from './returns/daily.ts';
export { type Drawdown, drawdowns, longestDrawdown, underwater } from './returns/drawdown.ts';
export {
  calmarRatio,
  downsideRisk,
  omegaRatio,
  stability,
  tailRatio,
  totalReturn,
  volatility,
  yearlyGrowth,
} from './returns/growth.ts';
export { ascending, deviation, mean, quantile, shapeOf } from './returns/statistic.ts';
export { type Summary, summaryOf } from './summary.ts';
export { type Excursion, excursionOf, type Swing } from './trades/excursion.ts';
export {
  type Calibrated,
  calibrate,
  groupTrades,
  type LeftOut,
  leaveOneOut,
  signHolds,
  type TradeGroup,
} from './trades/groups.ts';
export { type RecordIntervals, recordIntervals, recordOf, type TradeRecord } from './trades/record.ts';
export { type MeasuredTrade, resultInR } from './trades/trade.ts';
