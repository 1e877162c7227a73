export { scan } from './scan.ts';
export { findSubmitted, hasConnectedSource, listHeld } from './store.ts';
