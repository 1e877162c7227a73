import { stepPayloads } from '@atc/core/loop/kinds';
import { analyzeSignal } from '@atc/core/loop/signals';
import type { Handler } from '../handler.ts';

/** Rates a signal. */
export const handleAnalyzeSignal: Handler = (ctx, step) =>
  analyzeSignal(ctx, { ...stepPayloads.analyze_signal.parse(step.payload), depth: step.depth });
