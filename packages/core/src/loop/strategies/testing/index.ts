export { makeTrial } from './make-trial.ts';
