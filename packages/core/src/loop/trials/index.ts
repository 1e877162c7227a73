export { addTrials, recordTrials } from './record-trials.ts';
export { countTrials, findTrial, holdTrials, listKin, listTrials } from './store.ts';
export { type Evidence, type Split, strategyOf, type Trial, trial, variantOf } from './trial.ts';
