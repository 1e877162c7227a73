export { extremesOf, measureTrade, strongestPattern, type Trade } from './analyse-outcome/index.ts';
export { assess, type HeldRisk, type PortfolioFacts, twinsOf } from './assess-portfolio/index.ts';
export { compareReasons, type EntryReasons, entryReasons } from './diagnose/index.ts';
export { type EvaluationFacts, evaluateSignal, rewardRiskOf } from './evaluate-signal/index.ts';
export {
  type AnalysedSignal,
  draftPlan,
  type OpenPosition,
  type TradePlan,
  tradePlanOf,
} from './prepare-plan/index.ts';
export { leadOf, missingSourceKinds, STUDY_BARS, studyToken, type TokenStudy } from './research/index.ts';
export {
  decidePosition,
  draftDecision,
  type Reviewed,
  raisedStop,
  type Standing,
  type StandingFacts,
  standingOf,
} from './review-position/index.ts';
export { runTask } from './run-task.ts';
export { chooseFinding, findingKey, freshFindings, keyOfDay, paceOf, topicOf, worthAnalysing } from './scan/index.ts';
export type { TaskEnd, TaskName, TaskRequest } from './task.ts';
