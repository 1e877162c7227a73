import { openDb } from '@atc/core/kernel/db';
import { migrate } from '@atc/stack/migrate';
import { emptyDatabase, type TestDatabase, testServers } from '@atc/stack/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The chapter "Database schema (15 tables)", read from a database that the migrations made of nothing.
let database: TestDatabase;
let columns: ReadonlyMap<string, readonly string[]>;
let choices: ReadonlyMap<string, readonly string[]>;
let affinityCheck: string | undefined;

beforeAll(async () => {
  database = await emptyDatabase(testServers().adminUrl);
  await migrate(database.url);
  const db = openDb(database.url, { connections: 1 });
  const rows = await db.$queryRawUnsafe<{ table: string; name: string; type: string }[]>(
    `SELECT table_name AS "table", column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public'`,
  );
  const values = await db.$queryRawUnsafe<{ type: string; value: string }[]>(
    `SELECT typname AS type, enumlabel AS value FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
     ORDER BY enumsortorder`,
  );
  const [check] = await db.$queryRawUnsafe<{ says: string }[]>(
    `SELECT pg_get_constraintdef(oid) AS says FROM pg_constraint WHERE conname = 'relationship_affinity'`,
  );
  affinityCheck = check?.says;
  await db.$disconnect();
  columns = collected(rows.map(({ table, name, type }) => [table, `${name} ${type}`]));
  choices = collected(values.map(({ type, value }) => [type, value]));
}, 60_000);
afterAll(() => database?.drop());

const collected = (pairs: readonly (readonly [string, string])[]) =>
  new Map([...Map.groupBy(pairs, ([key]) => key)].map(([key, all]) => [key, all.map(([, value]) => value)]));

// The token of a position is the instrument that its row names; a conversation's history is a view on its turns.
const tables: readonly (readonly [string, readonly string[]])[] = [
  [
    'ops_trading_proposals',
    [
      'agent_id AgentId',
      'title text',
      'signal_type SignalType',
      'entry_price numeric',
      'target numeric',
      'stop_loss numeric',
      'status ProposalStatus',
      'proposed_steps jsonb',
    ],
  ],
  ['ops_missions', ['title text', 'status MissionStatus', 'created_by AgentId', 'mission_type MissionType']],
  ['ops_mission_steps', ['mission_id uuid', 'kind StepKind', 'status StepStatus', 'payload jsonb']],
  [
    'ops_agent_events',
    ['agent_id AgentId', 'kind text', 'title text', 'summary text', 'tags _text', 'trade_id uuid', 'pnl numeric'],
  ],
  ['ops_policy', ['key text', 'value jsonb']],
  [
    'ops_trigger_rules',
    [
      'name text',
      'trigger_event text',
      'conditions jsonb',
      'action_config jsonb',
      'cooldown_minutes int4',
      'fire_count int4',
      'last_fired_at timestamptz',
    ],
  ],
  [
    'ops_agent_reactions',
    [
      'source_agent AgentId',
      'target_agent AgentId',
      'reaction_type text',
      'trigger_event_id uuid',
      'status ReactionStatus',
    ],
  ],
  [
    'ops_agent_memory',
    ['agent_id AgentId', 'type MemoryType', 'content text', 'confidence float8', 'tags _text', 'source_trace_id text'],
  ],
  [
    'ops_trade_outcomes',
    [
      'trade_id uuid',
      'entry_price numeric',
      'exit_price numeric',
      'pnl numeric',
      'pnl_pct float8',
      'hold_time int4',
      'outcome_type OutcomeType',
      'lessons_learned _text',
    ],
  ],
  [
    'ops_portfolio_history',
    [
      'timestamp timestamptz',
      'total_value numeric',
      'pnl_24h numeric',
      'open_positions int4',
      'win_rate float8',
      'sharpe_ratio float8',
    ],
  ],
  [
    'ops_roundtable_queue',
    ['format RoundtableFormat', 'participants _AgentId', 'topic text', 'status RoundtableStatus'],
  ],
  [
    'ops_conversations',
    [
      'format RoundtableFormat',
      'participants _AgentId',
      'topic text',
      'status RoundtableStatus',
      'conversation_history jsonb',
    ],
  ],
  [
    'ops_agent_relationships',
    ['agent_a AgentId', 'agent_b AgentId', 'affinity float8', 'total_interactions int4', 'drift_log jsonb'],
  ],
  ['ops_signals', ['source text', 'token text', 'signal_type SignalType', 'confidence float8', 'metadata jsonb']],
  [
    'ops_positions',
    [
      'instrument_id uuid',
      'entry_price numeric',
      'size numeric',
      'current_price numeric',
      'unrealized_pnl numeric',
      'stop_loss numeric',
      'take_profit numeric',
      'status PositionStatus',
    ],
  ],
  ['ops_action_runs', ['action_type text', 'duration_ms float8', 'errors jsonb', 'status RunStatus']],
];

test.each(tables)('%s has the columns of the specification', (table, wanted) => {
  expect(columns.get(table)).toEqual(expect.arrayContaining([...wanted]));
});

test('an affinity is from 0.10 to 0.95', () => {
  expect(affinityCheck?.match(/\d\.\d+/g)).toEqual(['0.10', '0.95']);
});

test('the fifteen tables are there', () => {
  const fifteen = tables.map(([table]) => table).filter((table) => table !== 'ops_conversations');
  expect(fifteen).toHaveLength(15);
});

test.each<[string, readonly string[]]>([
  ['ProposalStatus', ['pending', 'accepted', 'rejected']],
  ['MissionStatus', ['approved', 'running', 'succeeded', 'failed']],
  ['StepStatus', ['queued', 'running', 'succeeded', 'failed']],
  ['SignalType', ['buy', 'sell', 'scale']],
  ['OutcomeType', ['win', 'loss', 'breakeven']],
  ['MemoryType', ['insight', 'pattern', 'strategy', 'preference', 'lesson']],
  ['AgentId', ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer']],
])('%s is one of exactly these', (type, wanted) => {
  expect(choices.get(type)).toEqual(wanted);
});

// What the company adds: `analysis` missions, thinking alone, desk reviews, positions that open and close in steps.
test.each<[string, readonly string[]]>([
  ['MissionType', ['entry', 'exit', 'scale', 'hedge']],
  ['ReactionStatus', ['queued', 'processed']],
  ['PositionStatus', ['open', 'closed']],
  [
    'StepKind',
    [
      'analyze_signal',
      'calculate_risk',
      'execute_trade',
      'monitor_position',
      'close_position',
      'scale_position',
      'roundtable_conversation',
    ],
  ],
  [
    'RoundtableFormat',
    ['morning_standup', 'position_review', 'post_mortem', 'debate', 'strategy_session', 'watercooler'],
  ],
])('%s has these among others', (type, wanted) => {
  expect(choices.get(type)).toEqual(expect.arrayContaining([...wanted]));
});
