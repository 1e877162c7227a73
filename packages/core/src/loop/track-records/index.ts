export { type Conviction, convictionOf } from './conviction.ts';
export { type Expectation, expectation } from './expectation.ts';
export { deepestFall, judgeDemotion, largestShortfall } from './judge-demotion.ts';
export { judgeProbation } from './judge-probation.ts';
export { mean } from './live-record.ts';
export { normalBelow } from './normal.ts';
