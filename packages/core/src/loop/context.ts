import type { DeskContext } from '../desk/context.ts';

/** What a verb of the loop may use. */
export type LoopContext = DeskContext;
