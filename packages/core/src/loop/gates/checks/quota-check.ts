import type { PolicyKey, PolicySet } from '../../../company/policies/index.ts';
import type { GateFacts } from '../gate.ts';
import { type Check, declareCheck } from './check.ts';

interface Quota {
  readonly name: string;
  readonly policy: PolicyKey;
  readonly asks: string;
  readonly says: `${string}{used}${string}{limit}${string}`;
  readonly used: (usage: GateFacts['usage']) => number;
  readonly limit: (policies: PolicySet) => number;
}

/** Makes a check that is open while less is used than its limit. */
export function quotaCheck({ name, policy, asks, says, used, limit: limitOf }: Quota): Check {
  return declareCheck({
    name,
    policy,
    asks,
    says: { used: says },
    judge: ({ facts, policies }, say) => {
      const [observed, limit] = [used(facts.usage), limitOf(policies)];
      return { open: observed < limit, limit, observed, message: say('used', { used: observed, limit }) };
    },
  });
}
