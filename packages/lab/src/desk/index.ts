export { type DeskRun, type Progress, playDesk } from './play-desk.ts';
export { deskSettings } from './settings.ts';
export type { DeskSettings, Part } from './state/index.ts';
export { type Variation, variations } from './variations.ts';
