export { sweepLoop } from './sweep-loop.ts';
