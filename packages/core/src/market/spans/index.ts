export { trueRange } from './span.ts';
export { indicatorsOfSpan } from './span-indicators.ts';
