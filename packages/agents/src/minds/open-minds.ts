import type { KernelContext } from '@atc/core/kernel';
import type { Minds } from './mind.ts';
import { ruleMind } from './rule-mind/index.ts';

/** The minds that the configuration asks for. */
export function openMinds({ dice }: Pick<KernelContext, 'dice' | 'config'>): Minds {
  const rules = ruleMind(dice);
  return { of: () => rules };
}
