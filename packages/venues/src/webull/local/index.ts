export { webullTwin } from '../twin/twin.ts';
export { type LocalWebull, openLocalWebull } from './local-webull.ts';
export type { LocalWebullOptions } from './session.ts';
