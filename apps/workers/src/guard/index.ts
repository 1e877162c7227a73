export { keepHealth } from './keep-health.ts';
export { keepWatch } from './keep-watch.ts';
export { openUnclaimedWork } from './work-unclaimed.ts';
