import { Prisma } from '@atc/core/kernel/db';

interface StateTable {
  readonly table: Prisma.Sql;
  /** The id that others name a row by; null where it says nothing of its own or there is none. */
  readonly id: Prisma.Sql;
  /** Columns that are left out beside those that are left out everywhere. */
  readonly leaves?: readonly string[];
}

const own = Prisma.sql`r.id::text`;
const none = Prisma.sql`NULL::text`;

/** The tables that say what a company has done and knows, by the name that a difference is told under. */
export const tables = {
  signals: { table: Prisma.sql`ops_signals`, id: own },
  forecasts: { table: Prisma.sql`ops_forecasts`, id: none },
  calibrations: { table: Prisma.sql`ops_calibrations`, id: none },
  sources: { table: Prisma.sql`ops_signal_sources`, id: none },
  proposals: { table: Prisma.sql`ops_trading_proposals`, id: own },
  verdicts: { table: Prisma.sql`ops_gate_verdicts`, id: own },
  missions: { table: Prisma.sql`ops_missions`, id: own },
  steps: { table: Prisma.sql`ops_mission_steps`, id: own },
  conversations: { table: Prisma.sql`ops_roundtable_queue`, id: own },
  turns: { table: Prisma.sql`ops_roundtable_turns`, id: own },
  votes: { table: Prisma.sql`ops_votes`, id: own },
  // Whether its fate was answered or, after a death, asked for is the machine's.
  orders: { table: Prisma.sql`ops_orders`, id: own, leaves: ['evidence'] },
  fills: { table: Prisma.sql`ops_fills`, id: own },
  ledger: { table: Prisma.sql`ops_ledger`, id: own },
  positions: { table: Prisma.sql`ops_positions`, id: own },
  outcomes: { table: Prisma.sql`ops_trade_outcomes`, id: own },
  'portfolio history': { table: Prisma.sql`ops_portfolio_history`, id: own },
  events: { table: Prisma.sql`(SELECT * FROM ops_agent_events WHERE kind <> 'order.reconciled')`, id: own },
  firings: { table: Prisma.sql`ops_rule_firings`, id: own },
  cooldowns: { table: Prisma.sql`ops_rule_cooldowns`, id: none },
  reactions: { table: Prisma.sql`ops_agent_reactions`, id: own },
  memories: { table: Prisma.sql`ops_agent_memory`, id: own },
  'memory uses': { table: Prisma.sql`ops_memory_uses`, id: own },
  ideas: { table: Prisma.sql`ops_ideas`, id: own },
  affinities: { table: Prisma.sql`ops_agent_relationships`, id: none },
  voices: { table: Prisma.sql`ops_voice_history`, id: own },
  locks: { table: Prisma.sql`ops_locks`, id: own },
  reservations: { table: Prisma.sql`ops_cap_reservations`, id: own },
  limits: { table: Prisma.sql`ops_cap_usage`, id: none },
  rules: { table: Prisma.sql`ops_trigger_rules`, id: own },
  'trading state': { table: Prisma.sql`ops_trading_state`, id: none, leaves: ['id'] },
  accounts: { table: Prisma.sql`ops_accounts`, id: own },
  instruments: { table: Prisma.sql`ops_instruments`, id: own },
} as const satisfies Record<string, StateTable>;

export type TableName = keyof typeof tables;

export const tableNames = Object.keys(tables) as readonly TableName[];

/** Columns that differ from run to run: machine time, transactions, how often something was tried, drawn names. */
export const machinery = [
  ...['created_at', 'updated_at', 'changed_at', 'ready_at', 'nudged_at', 'not_before', 'last_turn_at', 'adopted_at'],
  ...['lease_until', 'machine_expires_at', 'next_check_at', 'tx', 'nudge', 'attempt', 'failures', 'renewals'],
  ...['worker', 'last_error', 'client_order_id', 'venue_order_id', 'venue_fill_id'],
] as const;
