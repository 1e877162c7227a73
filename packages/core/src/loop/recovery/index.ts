export { recoverStaleSteps } from './recover-stale-steps.ts';
