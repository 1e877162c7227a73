export { type Claimed, kindOf, viewOf } from './answers.ts';
export { unfounded } from './check.ts';
export { type Answer, answer, type Claim, claim, madePoint, type Point, point, type Recall } from './claim.ts';
export type { Fact, FactKind } from './fact.ts';
export { type Finding, factsOf, findingsOf, stanceOn } from './findings.ts';
export { type Earlier, madeIn, pointOf } from './points.ts';
