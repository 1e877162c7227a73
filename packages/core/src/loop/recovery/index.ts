export { type DeadLetterRow, listDeadLetters } from './dead-letter-store.ts';
export { anyToRecover, recoverStaleSteps } from './recover-stale-steps.ts';
export { reopenQueues } from './reopen-queues.ts';
export { type Retried, type RetryRequest, retryDeadLetter } from './retry-dead-letter.ts';
export { takeUpWork } from './take-up-work.ts';
