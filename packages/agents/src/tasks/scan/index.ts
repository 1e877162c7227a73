export { chooseFinding, findingKey, freshFindings } from './choose-finding.ts';
export { keyOfDay, type Pace, paceOf, worthAnalysing } from './pace.ts';
export { scan } from './scan.ts';
export { connectedSource, heldNow, submittedBefore } from './store.ts';
export { topicOf, topics as scanTopics } from './topics.ts';
