export { type LocalWebull, type LocalWebullOptions, openLocalWebull } from './local-webull.ts';
