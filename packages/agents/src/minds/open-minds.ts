import type { KernelContext } from '@atc/core/kernel';
import { StartError } from '@atc/core/kernel/errors';
import type { Minds } from './mind.ts';
import { ruleMind } from './rule-mind/index.ts';

/** The minds that the configuration asks for; refuses a mind that this version does not have. */
export function openMinds({ dice, config }: Pick<KernelContext, 'dice' | 'config'>): Minds {
  if (config.mind.name !== 'rules')
    throw new StartError('mind_unavailable', `MIND is ${config.mind.name}, but this version has only: rules`);
  const rules = ruleMind(dice);
  return { of: () => rules };
}
