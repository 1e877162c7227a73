export { type Board, type Boards, compileExpression, openBoard, type Point } from './compile/index.ts';
export type { Expression } from './expression.ts';
export { functionOf, functions } from './grammar/functions.ts';
export { usageOf } from './grammar/index.ts';
export { judgeEntry } from './judge-entry.ts';
export { judgeExit } from './judge-exit.ts';
export { comparisonsOf, lookbackOf, numbersOf, otherSymbols, warmUpOf } from './lookback.ts';
export { type Plan, type PlanFigures, planAt, planOf } from './plan.ts';
export { type Preparation, prepareStrategy } from './preparation.ts';
export type { Prepared } from './prepared.ts';
export { type SizeFacts, sizeUsd } from './sizes.ts';
export {
  type BarInterval,
  barIntervals,
  type Parameter,
  type Size,
  type Strategy,
  type Values,
  valuesOf,
} from './strategy.ts';
