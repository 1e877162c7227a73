import type { Policies } from './policy.ts';

/** The values a new company starts with; a percentage is a fraction. The universe is filled from the market. */
export const defaultPolicies: Policies = {
  auto_approve: {
    enabled: true,
    allowed_step_kinds: ['analyze_signal', 'monitor_position', 'calculate_risk'],
    requires_roundtable: ['execute_trade', 'close_position', 'scale_position'],
    protective_exits: true,
  },
  trade_limits: {
    max_daily_trades: 8,
    max_open_positions: 3,
    max_position_size_usd: 60,
    min_position_usd: 10,
    min_confidence: 0.6,
    max_daily_analyses: 20,
    analyses_kept_for_held_and_posted: 5,
    max_daily_agent_tasks: 200,
    max_entry_drift_pct: 0.03,
  },
  risk_controls: {
    max_portfolio_risk: 0.05,
    max_single_position_risk: 0.02,
    stop_loss_required: true,
    default_stop_loss_pct: -0.3,
  },
  roundtable_policy: {
    enabled: true,
    max_daily_conversations: 8,
    require_for_large_trades: true,
    large_trade_threshold_usd: 40,
  },
  memory_influence_policy: { enabled: true, probability: 0.3, min_confidence: 0.6, types_used: ['strategy', 'lesson', 'pattern'] },
  relationship_drift_policy: { enabled: true, max_drift_per_conversation: 0.03, min_affinity: 0.1, max_affinity: 0.95 },
  initiative_policy: { enabled: false, min_memories_required: 5, max_proposals_per_day: 3, cooldown_hours: 4 },
  company: { timezone: 'America/Los_Angeles', starting_capital_usd: 1000 },
  universe: { contracts: [] },
  reaction_matrix: {
    patterns: [
      { source: '*', tags: ['trade', 'big_loss'], target: 'sage', type: 'diagnose', probability: 1, cooldown: 60 },
      { source: 'intel', tags: ['signal', 'high_confidence'], target: 'atlas', type: 'evaluate', probability: 0.8, cooldown: 30 },
      { source: 'scout', tags: ['trade', 'executed'], target: 'growth', type: 'analyze', probability: 0.3, cooldown: 120 },
      { source: 'sage', tags: ['risk', 'warning'], target: 'atlas', type: 'review', probability: 1, cooldown: 15 },
      { source: 'growth', tags: ['insight', 'pattern'], target: 'atlas', type: 'propose_strategy', probability: 0.6, cooldown: 180 },
      { source: 'observer', tags: ['error', 'rule_violation'], target: 'atlas', type: 'alert', probability: 1, cooldown: 5 },
    ],
  },
  protections: {
    stop_loss_guard: { enabled: true, lookback_minutes: 1440, lock_minutes: 240, threshold: 3 },
    cooldown_after_loss: { enabled: true, lookback_minutes: 60, lock_minutes: 60, threshold: 1 },
    max_drawdown: { enabled: true, lookback_minutes: 10_080, lock_minutes: 1440, threshold: 0.15 },
    daily_loss_limit: { enabled: true, lookback_minutes: 1440, lock_minutes: 720, threshold: 0.05 },
    low_profit_lock: { enabled: false, lookback_minutes: 4320, lock_minutes: 1440, threshold: 0 },
  },
  live_trading: { enabled: false },
};
