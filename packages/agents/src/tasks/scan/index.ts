export { chooseFinding, findingKey, freshFindings } from './choose-finding.ts';
export { keyOfDay, type Pace, paceOf, worthAnalysing } from './pace.ts';
export { scan } from './scan.ts';
export { findSubmitted, hasConnectedSource, listHeld } from './store.ts';
export { topicOf } from './topics.ts';
