export { type Holding, readHolding } from './read-holding.ts';
export { readStanding, type StandingContext } from './read-standing.ts';
export { type Standing, sayStanding, standingOf } from './standing.ts';
