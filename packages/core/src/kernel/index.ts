export type { KernelContext } from './context.ts';
