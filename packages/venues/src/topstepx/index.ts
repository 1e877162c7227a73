export { type LocalTopstepx, openLocalTopstepx } from './local-topstepx.ts';
