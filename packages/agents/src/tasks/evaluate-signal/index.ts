export { evaluateSignalTask } from './evaluate-signal.ts';
export { type EvaluationFacts, evaluateSignal } from './evaluation.ts';
export { rewardRiskOf } from './ratios.ts';
