import type { KernelContext } from '@atc/core/kernel';
import type { Minds } from './mind.ts';
import { openaiMind } from './model-mind/index.ts';
import { ruleMind } from './rule-mind/index.ts';

/** The minds that the configuration asks for. */
export function openMinds(ctx: Pick<KernelContext, 'db' | 'clock' | 'dice' | 'config' | 'queues'>): Minds {
  const rules = ruleMind(ctx.dice);
  const mind = ctx.config.mind.name === 'openai' ? openaiMind(ctx, rules) : rules;
  return { of: () => mind };
}
