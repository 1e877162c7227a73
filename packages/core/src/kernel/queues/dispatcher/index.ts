export type { Around, Dispatcher, Job } from './dispatcher.ts';
export { openDispatcher } from './open-dispatcher.ts';
