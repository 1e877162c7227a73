export { readRisk } from './read-risk.ts';
export { type LimitUse, limitNames, type PositionRisk, type Risk } from './risk.ts';
