export { type LocalTopstepx, openLocalTopstepx } from './local-topstepx.ts';
export type { BracketMode } from './refusals.ts';
