export { isFault, parseCondition, parseExpression } from './parse.ts';
export { usageOf } from './read-call.ts';
export type { Parameters } from './reader.ts';
