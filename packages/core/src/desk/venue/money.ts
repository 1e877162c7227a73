import { demandPolicy, type PolicySet } from '../../company/policies/index.ts';
import type { Broker } from './broker.ts';

/** Why a broker may not buy now: real money needs the operator's word, the policy `live_trading`. Null when it may. */
export function moneyFault({ mode }: Pick<Broker, 'mode'>, policies: PolicySet): string | null {
  return mode === 'live' && !demandPolicy(policies, 'live_trading').enabled ? 'live trading is not enabled' : null;
}
