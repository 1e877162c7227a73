import { demandPolicy, type PolicySet } from '../../../company/policies/index.ts';
import type { AgentId } from '../../../company/roster/index.ts';
import { DAY_MS } from '../../../kernel/time/index.ts';

/** Who tests strategies. */
export const TESTER: AgentId = 'growth';

/** Trades that say anything of a strategy: fewer are no pattern. */
export const LEAST_TRADES = 5;

/** How many trials of somebody there may be since an instant. */
export interface TrialQuota {
  readonly by: string;
  readonly since: Date;
  readonly most: number;
}

/** How many trials the company may look at in the week that ends now. */
export function quotaOf(now: Date, policies: PolicySet): TrialQuota {
  const { trials_per_week: most } = demandPolicy(policies, 'strategy_policy');
  return { by: TESTER, since: new Date(now.getTime() - 7 * DAY_MS), most };
}
