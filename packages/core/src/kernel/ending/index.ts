export { hearEnd, untilEnd } from './hear-end.ts';
export { releaseAll } from './release-all.ts';
