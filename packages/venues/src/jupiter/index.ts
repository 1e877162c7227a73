export { jupiter } from './venue.ts';
