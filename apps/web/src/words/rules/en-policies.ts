const protection = (threshold: string) => ({
  enabled: 'In force',
  lookback_minutes: 'Looks back',
  lock_minutes: 'Locks for',
  threshold,
});

/** Each policy, and what each of its fields asks for. */
export const policyNames = {
  auto_approve: {
    title: 'Approval without a debate',
    fields: {
      enabled: 'In force',
      allowed_step_kinds: 'Steps that need none',
      requires_roundtable: 'Steps that are debated',
      protective_exits: 'Protective exits need none',
    },
  },
  trade_limits: {
    title: 'Limits of trading',
    fields: {
      max_daily_trades: 'Trades a day',
      max_open_positions: 'Open positions',
      max_position_size_usd: 'Largest position',
      min_position_usd: 'Smallest position',
      min_confidence: 'Least confidence',
      max_daily_analyses: 'Analyses a day',
      analyses_kept_for_held_and_posted: 'Kept for what is held or posted',
      max_daily_posted_analyses: 'Of posted signals',
      max_daily_analyses_of_one_sender: 'Of one sender',
      max_daily_agent_tasks: 'Tasks of agents a day',
      max_entry_drift_pct: 'Furthest a price may run before a purchase',
    },
  },
  risk_controls: {
    title: 'Risk',
    fields: {
      max_portfolio_risk: 'At risk in all',
      max_single_position_risk: 'At risk in one position',
      stop_loss_required: 'A stop is required',
      default_stop_loss_pct: 'Stop where none is planned',
    },
  },
  roundtable_policy: {
    title: 'Debates',
    fields: {
      enabled: 'In force',
      max_daily_conversations: 'Conversations a day',
      require_for_large_trades: 'Large trades are debated',
      large_trade_threshold_usd: 'Large from',
    },
  },
  memory_influence_policy: {
    title: 'What memories may lead to',
    fields: {
      enabled: 'In force',
      probability: 'Topics that a memory shapes',
      min_confidence: 'Least confidence',
      types_used: 'Kinds of memory',
    },
  },
  relationship_drift_policy: {
    title: 'How agents grow apart',
    fields: {
      enabled: 'In force',
      max_drift_per_conversation: 'Most in one conversation',
      min_affinity: 'Least affinity',
      max_affinity: 'Most affinity',
    },
  },
  initiative_policy: {
    title: 'Ideas of their own',
    fields: {
      enabled: 'In force',
      min_memories_required: 'Memories needed',
      max_proposals_per_day: 'Proposals a day',
      cooldown_hours: 'Rest between two',
    },
  },
  company: {
    title: 'The company',
    fields: { timezone: 'Time zone', starting_capital_usd: 'Capital at the start' },
  },
  universe: { title: 'What may be traded', fields: { contracts: 'Contracts, one a line' } },
  reaction_matrix: { title: 'Who makes whom act', fields: { patterns: 'Patterns' } },
  protections: {
    title: 'Protections',
    fields: {
      stop_loss_guard: 'Stops in a row',
      cooldown_after_loss: 'Pause after a loss',
      max_drawdown: 'Deepest drawdown',
      daily_loss_limit: 'Loss of a day',
      low_profit_lock: 'Token that does not pay',
      ...protection('Locks from'),
    },
  },
  notifications: {
    title: 'What is told outside',
    fields: { trade: 'Trades', alert: 'Alerts', daily_report: 'The report of the day' },
  },
  live_trading: {
    title: 'Real money',
    fields: { enabled: 'In force', first_order_usd: 'Most that a first purchase costs' },
  },
  watched_wallets: {
    title: 'Wallets that are watched',
    fields: {
      wallets: 'Wallets',
      min_wallets: 'Wallets that make a signal',
      window_minutes: 'Within',
      min_usd: 'Least worth of a swap',
    },
  },
  strategy_policy: {
    title: 'Strategies',
    fields: {
      entries: 'What may be bought',
      trials_per_week: 'Trials a week',
      tests_per_day: 'Tests a day',
      probation_share: 'Size on probation',
      probe_usd: 'Size of a probe',
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly fields: Readonly<Record<string, string>> }>
>;
