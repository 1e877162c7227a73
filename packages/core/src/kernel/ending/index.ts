export { hearEnd, untilEnd } from './hear-end.ts';
