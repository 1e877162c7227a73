export { indicatorsOfSpan } from './span-indicators.ts';
