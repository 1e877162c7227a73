export { readRisk } from './read-risk.ts';
export { limitNames, type Risk } from './risk.ts';
