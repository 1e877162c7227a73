export { type Grid, type GridToken, openGrid, stepAt, stepFrom } from './grid.ts';
export { tapeOf } from './recorded.ts';
export type { Tape, TapeToken } from './tape.ts';
