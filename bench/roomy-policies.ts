import { defaultPolicies, type Policies } from '@atc/core/company/policies';

/** Policies under which a thousand trades fit into a day. */
export const roomyPolicies: Partial<Policies> = {
  company: { ...defaultPolicies.company, starting_capital_usd: 1_000_000 },
  trade_limits: {
    ...defaultPolicies.trade_limits,
    max_daily_trades: 100_000,
    max_open_positions: 100_000,
    max_daily_analyses: 100_000,
    max_daily_agent_tasks: 100_000,
  },
  risk_controls: { ...defaultPolicies.risk_controls, max_portfolio_risk: 1, max_single_position_risk: 1 },
  roundtable_policy: { ...defaultPolicies.roundtable_policy, max_daily_conversations: 100_000 },
};
