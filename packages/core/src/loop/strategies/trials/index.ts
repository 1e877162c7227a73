export { recordTrials } from './record-trials.ts';
export { countTrials, findTrial, listFamily, listTrials } from './store.ts';
export { type Evidence, evidence, type Split, splits, type Trial, trial, variantOf } from './trial.ts';
