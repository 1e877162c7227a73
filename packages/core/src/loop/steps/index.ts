export { type ClaimRequest, claimStep } from './claim-step.ts';
export { failAttempt, finishStep, type StepEnd } from './finish-step.ts';
export { LEASE_MS, MAX_FAILURES, RENEW_MS } from './retry.ts';
export { type Claim, type ClaimedStep, stepMachine } from './step.ts';
export { failStep, findStepResult, hastenExits, renewLeases, stepIsHeld } from './store.ts';
export { QUIET_MS, type StepsSwept, sweepSteps } from './sweep-steps.ts';
export { listUnclaimed } from './sweep-store.ts';
