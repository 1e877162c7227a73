import type { RuleAction } from './rule.ts';

/** A rule that every company starts with. */
export interface SeedRule {
  readonly name: string;
  readonly ruleType: 'reactive' | 'proactive';
  readonly triggerEvent: string | null;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly action: RuleAction;
  readonly cooldownMinutes: number;
  readonly everyMinutes: number | null;
  /** A rule whose task no agent can do yet stands in the table switched off. */
  readonly enabled: boolean;
}

const reactive = (rule: Omit<SeedRule, 'ruleType' | 'everyMinutes'>): SeedRule => ({
  ...rule,
  ruleType: 'reactive',
  everyMinutes: null,
});
const proactive = (rule: Omit<SeedRule, 'ruleType' | 'triggerEvent' | 'conditions' | 'cooldownMinutes'>): SeedRule => ({
  ...rule,
  ruleType: 'proactive',
  triggerEvent: null,
  conditions: {},
  cooldownMinutes: 0,
});

/** The twelve rules a company starts with; a percentage is a fraction. */
export const seedRules: readonly SeedRule[] = [
  reactive({
    name: 'trade_big_win',
    triggerEvent: 'trade.closed',
    conditions: { 'fields.pnlPct': { $gt: 0.5 } },
    action: { targetAgent: 'growth', task: 'analyse_outcome', subject: 'company' },
    cooldownMinutes: 60,
    enabled: true,
  }),
  reactive({
    name: 'trade_big_loss',
    triggerEvent: 'trade.closed',
    conditions: { 'fields.pnlPct': { $lt: -0.3 } },
    action: { targetAgent: 'sage', task: 'diagnose', subject: 'company' },
    cooldownMinutes: 60,
    enabled: true,
  }),
  reactive({
    name: 'position_at_risk',
    triggerEvent: 'position.at_risk',
    conditions: {},
    action: { targetAgent: 'atlas', task: 'review_position', subject: 'position' },
    cooldownMinutes: 30,
    enabled: true,
  }),
  reactive({
    name: 'signal_high_confidence',
    triggerEvent: 'signal.analyzed',
    conditions: { 'fields.confidence': { $gt: 0.8 } },
    action: { targetAgent: 'scout', task: 'prepare_plan', claimsSignal: true, subject: 'token' },
    cooldownMinutes: 15,
    enabled: true,
  }),
  reactive({
    name: 'max_positions_reached',
    triggerEvent: 'trade.executed',
    conditions: { 'portfolio.openPositions': { $gte: 3 } },
    action: { targetAgent: 'observer', task: 'check_system', subject: 'company' },
    cooldownMinutes: 60,
    enabled: true,
  }),
  reactive({
    name: 'stop_loss_hit',
    triggerEvent: 'trade.closed',
    // A trailing stop that ends above the entry has kept a gain: nothing was wrong with the entry.
    conditions: { 'fields.exitReason': { $in: ['stop_loss', 'trailing_stop'] }, 'fields.pnlPct': { $lt: 0 } },
    action: { targetAgent: 'growth', task: 'analyse_outcome', subject: 'company' },
    cooldownMinutes: 30,
    enabled: true,
  }),
  proactive({
    name: 'proactive_scan_signals',
    everyMinutes: 30,
    action: {
      targetAgent: 'intel',
      task: 'scan',
      topics: ['top_gainers', 'KOL_activity', 'volume_spikes'],
      subject: 'company',
    },
    enabled: true,
  }),
  proactive({
    name: 'proactive_review_positions',
    everyMinutes: 120,
    action: {
      targetAgent: 'atlas',
      task: 'review_position',
      topics: ['exit_timing', 'scale_decisions'],
      subject: 'company',
    },
    enabled: true,
  }),
  proactive({
    name: 'proactive_risk_analysis',
    everyMinutes: 240,
    action: {
      targetAgent: 'sage',
      task: 'assess_portfolio',
      topics: ['exposure', 'correlation', 'drawdown'],
      subject: 'company',
    },
    enabled: true,
  }),
  proactive({
    name: 'proactive_performance_review',
    everyMinutes: 360,
    action: {
      targetAgent: 'growth',
      task: 'analyse_outcome',
      topics: ['win_rate', 'avg_winner', 'avg_loser'],
      subject: 'company',
    },
    enabled: true,
  }),
  proactive({
    name: 'proactive_market_research',
    everyMinutes: 180,
    action: {
      targetAgent: 'intel',
      task: 'research',
      topics: ['fundamentals', 'social_sentiment', 'technicals'],
      subject: 'company',
    },
    enabled: true,
  }),
  proactive({
    name: 'proactive_system_health',
    everyMinutes: 480,
    action: {
      targetAgent: 'observer',
      task: 'check_system',
      topics: ['error_rate', 'execution_quality', 'rule_compliance'],
      subject: 'company',
    },
    enabled: true,
  }),
];
