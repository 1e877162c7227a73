import type { ClaimedStep, StepEnd } from '@atc/core/loop/steps';
import type { WorkerContext } from './context.ts';

/**
 * Does the work of one claimed step and says how it ended. It may run again after a crash and finds out where it was.
 */
export type Handler = (ctx: WorkerContext, step: ClaimedStep, signal: AbortSignal) => Promise<StepEnd>;
