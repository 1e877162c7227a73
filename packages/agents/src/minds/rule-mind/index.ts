export { ruleMind } from './rule-mind.ts';
