import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SeededDatabase, seededDatabase } from './testing/index.ts';

// The chapter "Policy keys", from the rows of a new company.
let database: SeededDatabase;
beforeAll(async () => {
  database = await seededDatabase();
});
afterAll(() => database?.close());

async function policy(key: string): Promise<unknown> {
  const [row] = await database.ask(`SELECT value FROM ops_policy WHERE key = '${key}'`);
  return row?.value;
}

test.each<[string, Readonly<Record<string, unknown>>]>([
  [
    'risk_controls',
    {
      max_portfolio_risk: 0.05,
      max_single_position_risk: 0.02,
      stop_loss_required: true,
      default_stop_loss_pct: -0.3,
    },
  ],
  [
    'roundtable_policy',
    {
      enabled: true,
      max_daily_conversations: 8,
      require_for_large_trades: true,
      large_trade_threshold_usd: 40,
    },
  ],
  [
    'memory_influence_policy',
    { enabled: true, probability: 0.3, min_confidence: 0.6, types_used: ['strategy', 'lesson', 'pattern'] },
  ],
  [
    'relationship_drift_policy',
    { enabled: true, max_drift_per_conversation: 0.03, min_affinity: 0.1, max_affinity: 0.95 },
  ],
  ['initiative_policy', { enabled: false, min_memories_required: 5, max_proposals_per_day: 3, cooldown_hours: 4 }],
])('%s begins as the specification says', async (key, value) => {
  expect(await policy(key)).toEqual(value);
});

// The company adds keys of its own to these two.
test.each<[string, Readonly<Record<string, unknown>>]>([
  [
    'auto_approve',
    {
      enabled: true,
      allowed_step_kinds: ['analyze_signal', 'monitor_position', 'calculate_risk'],
      requires_roundtable: ['execute_trade', 'close_position', 'scale_position'],
    },
  ],
  ['trade_limits', { max_daily_trades: 8, max_open_positions: 3, max_position_size_usd: 60, min_confidence: 0.6 }],
])('%s begins with what the specification says', async (key, value) => {
  expect(await policy(key)).toMatchObject(value);
});

test('what the rules of the company add begins as they say', async () => {
  expect(await policy('auto_approve')).toMatchObject({ protective_exits: true });
  expect(await policy('trade_limits')).toMatchObject({
    max_daily_analyses: 20,
    max_daily_agent_tasks: 200,
    min_position_usd: 10,
    analyses_kept_for_held_and_posted: 5,
  });
  expect(await policy('company')).toEqual({ timezone: 'America/Los_Angeles', starting_capital_usd: 1000 });
  expect(await policy('live_trading')).toMatchObject({ enabled: false });
});
