import { z } from 'zod';
import { isTimeZone } from '../../kernel/time/index.ts';

/** What a number is of, which its JSON Schema tells: a form shows a share as per cent. */
const share = { unit: 'share' };
const fraction = z.number().min(0).max(1).meta(share);
const usd = z.number().nonnegative().max(1e9).meta({ unit: 'USD' });
const count = z.number().int().nonnegative().max(1e6);
/** Company minutes, at most a year: further away lies no date that can be reckoned with. */
const minutes = z.number().max(525_600).meta({ unit: 'minutes' });
const stepKindName = z.enum([
  'analyze_signal',
  'calculate_risk',
  'execute_trade',
  'monitor_position',
  'close_position',
  'scale_position',
  'roundtable_conversation',
  'agent_task',
]);

const autoApprove = z.strictObject({
  enabled: z.boolean(),
  allowed_step_kinds: z.array(stepKindName),
  requires_roundtable: z.array(stepKindName),
  protective_exits: z.boolean(),
});

const tradeLimits = z.strictObject({
  max_daily_trades: count,
  max_open_positions: count,
  max_position_size_usd: usd,
  min_position_usd: usd,
  min_confidence: fraction,
  max_daily_analyses: count,
  analyses_kept_for_held_and_posted: count,
  // A value that was stored before these existed stays valid.
  max_daily_posted_analyses: count.default(10),
  max_daily_analyses_of_one_sender: count.default(5),
  max_daily_agent_tasks: count,
  max_entry_drift_pct: fraction,
});

const riskControls = z.strictObject({
  max_portfolio_risk: fraction,
  max_single_position_risk: fraction,
  stop_loss_required: z.boolean(),
  default_stop_loss_pct: z.number().min(-0.95).max(-0.01).meta(share),
});

const roundtablePolicy = z.strictObject({
  enabled: z.boolean(),
  max_daily_conversations: count,
  require_for_large_trades: z.boolean(),
  large_trade_threshold_usd: usd,
});

const memoryInfluence = z.strictObject({
  enabled: z.boolean(),
  probability: fraction,
  min_confidence: fraction,
  types_used: z.array(z.enum(['insight', 'pattern', 'strategy', 'preference', 'lesson'])),
});

const relationshipDrift = z.strictObject({
  enabled: z.boolean(),
  max_drift_per_conversation: fraction,
  min_affinity: z.number().min(0.1).max(0.95),
  max_affinity: z.number().min(0.1).max(0.95),
});

const initiative = z.strictObject({
  enabled: z.boolean(),
  min_memories_required: count,
  max_proposals_per_day: count,
  cooldown_hours: z.number().nonnegative().max(8760).meta({ unit: 'hours' }),
});

const company = z.strictObject({
  timezone: z.string().refine(isTimeZone, 'must be an IANA time zone'),
  starting_capital_usd: usd,
});

/** Which instruments may be traded, by their contract at the paper or a real venue. */
const universe = z.strictObject({ contracts: z.array(z.string().min(1).max(64)) });

const agentName = z.enum(['atlas', 'sage', 'scout', 'growth', 'intel', 'observer']);

const reactionMatrix = z.strictObject({
  patterns: z.array(
    z.strictObject({
      source: z.union([z.literal('*'), agentName]),
      tags: z.array(z.string()).min(1),
      target: agentName,
      type: z.string().min(1),
      probability: fraction,
      cooldown: minutes.nonnegative(),
    }),
  ),
});

const protection = <T extends z.ZodType<number>>(threshold: T) =>
  z.strictObject({
    enabled: z.boolean(),
    lookback_minutes: minutes.positive().meta({ unit: 'minutes' }),
    lock_minutes: minutes.positive().meta({ unit: 'minutes' }),
    threshold,
  });

/** How many of them lock. */
const times = z.number().int().positive();
/** The part of equity that may be lost: 0.05 for 5 %. */
const lostPart = z.number().positive().max(1).meta(share);

const protections = z.strictObject({
  stop_loss_guard: protection(times),
  cooldown_after_loss: protection(times),
  max_drawdown: protection(lostPart),
  daily_loss_limit: protection(lostPart),
  /** USD that a token's trades must come to. */
  low_profit_lock: protection(z.number().meta({ unit: 'USD' })),
});

/** Wallets on Solana whose swaps are watched; when several do the same it is a signal. */
const watchedWallets = z.strictObject({
  wallets: z
    .array(
      z.strictObject({
        label: z.string().trim().min(1).max(40),
        address: z.string().regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'must be an address on Solana'),
      }),
    )
    .max(50),
  min_wallets: z.number().int().min(2),
  window_minutes: z.number().positive().max(1440).meta({ unit: 'minutes' }),
  /** A swap worth less does not count. */
  min_usd: z.number().nonnegative().meta({ unit: 'USD' }),
});

const liveTrading = z.strictObject({
  enabled: z.boolean(),
  /** The most that a purchase may cost until a first trade has been bought and sold. */
  first_order_usd: usd.default(10),
});

/** What strategies may do that the lab has tested. */
const strategyPolicy = z.strictObject({
  /** `promoted`: only what a promoted strategy found is bought; `any`: what any finder found. */
  entries: z.enum(['any', 'promoted']),
  /** How many trials GROWTH may look at in a week. */
  trials_per_week: count,
  /** How many strategies it may test in a day. */
  tests_per_day: count.default(2),
  /** Of its size that a strategy on probation trades. */
  probation_share: fraction.positive().meta(share),
  /** What a purchase costs whose kind of signal was not shown to earn, and the least of what is on probation. */
  probe_usd: usd.default(20),
});

/** Every policy key with the shape of its value. An unknown key or an invalid value refuses what depends on it. */
export const policySchemas = {
  auto_approve: autoApprove,
  trade_limits: tradeLimits,
  risk_controls: riskControls,
  roundtable_policy: roundtablePolicy,
  memory_influence_policy: memoryInfluence,
  relationship_drift_policy: relationshipDrift,
  initiative_policy: initiative,
  company,
  universe,
  reaction_matrix: reactionMatrix,
  protections,
  notifications: z.strictObject({ trade: z.boolean(), alert: z.boolean(), daily_report: z.boolean() }),
  live_trading: liveTrading,
  watched_wallets: watchedWallets,
  strategy_policy: strategyPolicy,
} as const;

export type PolicyKey = keyof typeof policySchemas;
export type PolicyValue<K extends PolicyKey> = z.infer<(typeof policySchemas)[K]>;
export type Policies = { readonly [K in PolicyKey]: PolicyValue<K> };

export const policyKeys = Object.keys(policySchemas).filter(isPolicyKey);

/** Whether a text names a policy. */
export function isPolicyKey(key: string): key is PolicyKey {
  return Object.hasOwn(policySchemas, key);
}
