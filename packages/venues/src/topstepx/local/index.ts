export { contractsWorth } from '../twin/rehearse.ts';
export { topstepxTwin } from '../twin/twin.ts';
export { type LocalTopstepx, openLocalTopstepx } from './local-topstepx.ts';
export type { BracketMode } from './refusals.ts';
