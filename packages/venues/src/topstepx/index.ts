export { topstepx } from './venue.ts';
