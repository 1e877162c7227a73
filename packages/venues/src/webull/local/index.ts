export { type LocalWebull, openLocalWebull } from './local-webull.ts';
export type { LocalWebullOptions } from './session.ts';
export { webullTwin } from './twin/twin.ts';
