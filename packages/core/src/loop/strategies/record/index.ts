export { type Expectation, expectation } from './expectation.ts';
