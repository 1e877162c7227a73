export { webull } from './venue.ts';
