export { decidePosition, type Standing } from './decision.ts';
export { draftDecision } from './draft-decision.ts';
export { raisedStop } from './raised-stop.ts';
export type { Reviewed } from './read-position.ts';
export { reviewPosition } from './review-position.ts';
export { type StandingFacts, standingOf } from './standing.ts';
