import type { LoopContext } from '@atc/core/loop';

/** What the API may use: all that the loop may. */
export type ApiContext = LoopContext;
