import type { PolicyKey } from '../../company/policies/index.ts';
import type { StepKind } from '../kinds/index.ts';
import type { GateInput, Verdict } from './gate.ts';

interface Answer {
  readonly open: boolean;
  readonly limit?: string | number | null;
  readonly observed?: string | number | null;
  readonly message: string;
}

/** A check that reads one policy; a policy that cannot be read shuts it. */
export type Check = (name: string, policy: PolicyKey, answer: () => Answer) => Verdict;

/** Makes the checks of one gate on one input: each fails closed when its policy is missing or invalid. */
export function checksOf(gate: StepKind, { policies }: GateInput): Check {
  return (name, policy, answer) => {
    const policyVersion = policies.versions[policy] ?? 0;
    const fault = policies.faults[policy];
    const {
      open,
      limit = null,
      observed = null,
      message,
    } = fault === undefined ? answer() : { open: false, message: `policy ${policy} cannot be read: ${fault}` };
    return {
      gate,
      check: name,
      open,
      limit: limit === null ? null : String(limit),
      observed: observed === null ? null : String(observed),
      message,
      policyVersion,
    };
  };
}
