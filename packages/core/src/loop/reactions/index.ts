export { answerOf } from './answers.ts';
export { matchPatterns } from './matrix.ts';
export { processReaction } from './process-reaction.ts';
export { processReactionQueue, sweepReactions } from './process-reaction-queue.ts';
export { matchReactions, matrixNow, queueReactions } from './queue-reactions.ts';
export { anyWaiting, hasReaction, MOST_FAILURES, reviveReaction } from './store.ts';
