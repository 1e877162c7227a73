export { makeDataPromoted, makeJudgement, makePromoted } from './make-promoted.ts';
export { makeTrial } from './make-trial.ts';
