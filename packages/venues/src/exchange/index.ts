export { exchange } from './venue.ts';
