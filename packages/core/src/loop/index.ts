export type { LoopContext } from './context.ts';
