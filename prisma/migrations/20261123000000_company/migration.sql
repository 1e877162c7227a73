-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AgentId" AS ENUM ('atlas', 'sage', 'scout', 'growth', 'intel', 'observer');

-- CreateEnum
CREATE TYPE "ProposalStatus" AS ENUM ('pending', 'accepted', 'rejected');

-- CreateEnum
CREATE TYPE "MissionType" AS ENUM ('entry', 'exit', 'scale', 'analysis', 'hedge');

-- CreateEnum
CREATE TYPE "MissionStatus" AS ENUM ('approved', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "StepKind" AS ENUM ('analyze_signal', 'calculate_risk', 'execute_trade', 'monitor_position', 'close_position', 'scale_position', 'roundtable_conversation', 'agent_task');

-- CreateEnum
CREATE TYPE "StepStatus" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "OriginKind" AS ENUM ('signal', 'event', 'operator', 'price_bar', 'schedule', 'reaction', 'roundtable', 'initiative', 'protection', 'external', 'reconciliation');

-- CreateEnum
CREATE TYPE "ApprovalRoute" AS ENUM ('automatic', 'protective', 'operator', 'desk_review', 'debate');

-- CreateEnum
CREATE TYPE "SignalType" AS ENUM ('buy', 'sell', 'scale');

-- CreateEnum
CREATE TYPE "SignalStatus" AS ENUM ('received', 'analyzing', 'analyzed', 'claimed', 'refused', 'expired');

-- CreateEnum
CREATE TYPE "TrustLabel" AS ENUM ('trusted', 'untrusted');

-- CreateEnum
CREATE TYPE "OrderSide" AS ENUM ('buy', 'sell');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('intended', 'submitted', 'unknown', 'partially_filled', 'filled', 'rejected', 'canceled');

-- CreateEnum
CREATE TYPE "AttemptState" AS ENUM ('signed', 'sent', 'landed', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "FillSource" AS ENUM ('venue', 'external', 'reconciliation');

-- CreateEnum
CREATE TYPE "PositionStatus" AS ENUM ('opening', 'open', 'closing', 'closed', 'void');

-- CreateEnum
CREATE TYPE "ExitReason" AS ENUM ('stop_loss', 'take_profit', 'trailing_stop', 'operator', 'signal', 'review', 'protection', 'trading_state', 'reconciliation');

-- CreateEnum
CREATE TYPE "OutcomeType" AS ENUM ('win', 'loss', 'breakeven');

-- CreateEnum
CREATE TYPE "ReactionStatus" AS ENUM ('queued', 'processed', 'skipped');

-- CreateEnum
CREATE TYPE "MemoryType" AS ENUM ('insight', 'pattern', 'strategy', 'preference', 'lesson');

-- CreateEnum
CREATE TYPE "RoundtableFormat" AS ENUM ('morning_standup', 'position_review', 'post_mortem', 'debate', 'strategy_session', 'watercooler', 'desk_review');

-- CreateEnum
CREATE TYPE "RoundtableStatus" AS ENUM ('pending', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "TurnKind" AS ENUM ('speak', 'vote', 'verdict', 'distill');

-- CreateEnum
CREATE TYPE "WorkState" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "VoteChoice" AS ENUM ('approve', 'reject', 'abstain');

-- CreateEnum
CREATE TYPE "TradingStateName" AS ENUM ('active', 'reducing', 'halted');

-- CreateEnum
CREATE TYPE "BreakerState" AS ENUM ('closed', 'open', 'half_open');

-- CreateEnum
CREATE TYPE "ReservationState" AS ENUM ('held', 'consumed', 'released');

-- CreateEnum
CREATE TYPE "FiringOutcome" AS ENUM ('fired', 'no_match', 'cooldown', 'skipped');

-- CreateEnum
CREATE TYPE "RuleType" AS ENUM ('reactive', 'proactive');

-- CreateEnum
CREATE TYPE "Venue" AS ENUM ('paper', 'jupiter', 'webull', 'topstepx');

-- CreateEnum
CREATE TYPE "AssetClass" AS ENUM ('crypto', 'equity', 'option', 'future');

-- CreateEnum
CREATE TYPE "AccountMode" AS ENUM ('paper', 'live');

-- CreateEnum
CREATE TYPE "MarketName" AS ENUM ('simulated', 'replay', 'live');

-- CreateEnum
CREATE TYPE "LedgerKind" AS ENUM ('deposit', 'withdrawal', 'buy', 'sell', 'fee', 'adjustment');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('running', 'succeeded', 'failed', 'skipped');

-- CreateEnum
CREATE TYPE "KeyRole" AS ENUM ('operator', 'ingest', 'viewer', 'subscriber');

-- CreateEnum
CREATE TYPE "NotificationState" AS ENUM ('pending', 'sent', 'dead');

-- CreateTable
CREATE TABLE "ops_trading_proposals" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "mission_type" "MissionType" NOT NULL,
    "signal_type" "SignalType",
    "account_id" UUID,
    "instrument_id" UUID,
    "signal_id" UUID,
    "position_id" UUID,
    "origin_kind" "OriginKind" NOT NULL,
    "origin_id" TEXT NOT NULL,
    "entry_price" DECIMAL(38,18),
    "target" DECIMAL(38,18),
    "stop_loss" DECIMAL(38,18),
    "stop_defaulted" BOOLEAN NOT NULL DEFAULT false,
    "confidence" DOUBLE PRECISION,
    "size_usd" DECIMAL(20,8),
    "risk_usd" DECIMAL(20,8),
    "fraction" DOUBLE PRECISION,
    "exit_reason" "ExitReason",
    "protective" BOOLEAN NOT NULL DEFAULT false,
    "proposed_steps" JSONB NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "status" "ProposalStatus" NOT NULL DEFAULT 'pending',
    "route" "ApprovalRoute",
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "policy_versions" JSONB NOT NULL DEFAULT '{}',
    "dedupe_key" TEXT NOT NULL,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "machine_expires_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "resolution" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_trading_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_gate_verdicts" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "gate" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "limit" TEXT,
    "observed" TEXT,
    "message" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_gate_verdicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_missions" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "proposal_status" "ProposalStatus" NOT NULL DEFAULT 'accepted',
    "title" TEXT NOT NULL,
    "mission_type" "MissionType" NOT NULL,
    "status" "MissionStatus" NOT NULL DEFAULT 'approved',
    "created_by" "AgentId" NOT NULL,
    "position_id" UUID,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_missions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_mission_steps" (
    "id" UUID NOT NULL,
    "mission_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "StepKind" NOT NULL,
    "venue" "Venue" NOT NULL DEFAULT 'paper',
    "status" "StepStatus" NOT NULL DEFAULT 'queued',
    "payload" JSONB NOT NULL,
    "result" JSONB,
    "reason" TEXT,
    "last_error" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "ready_at" TIMESTAMPTZ(3),
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "nudged_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "worker" TEXT,
    "dead_letter" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_mission_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_agent_events" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "trade_id" UUID,
    "pnl" DECIMAL(20,8),
    "instrument_id" UUID,
    "proposal_id" UUID,
    "mission_id" UUID,
    "cause_event_id" UUID,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_agent_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_event_deliveries" (
    "event_id" UUID NOT NULL,
    "consumer" TEXT NOT NULL,
    "state" "WorkState" NOT NULL DEFAULT 'queued',
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "nudged_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_event_deliveries_pkey" PRIMARY KEY ("event_id","consumer")
);

-- CreateTable
CREATE TABLE "ops_policy" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_policy_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ops_policy_history" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "changed_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_policy_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_trigger_rules" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rule_type" "RuleType" NOT NULL,
    "trigger_event" TEXT,
    "conditions" JSONB NOT NULL DEFAULT '{}',
    "action_config" JSONB NOT NULL,
    "cooldown_minutes" INTEGER NOT NULL DEFAULT 0,
    "schedule" JSONB,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_due_at" TIMESTAMPTZ(3),
    "fire_count" INTEGER NOT NULL DEFAULT 0,
    "last_fired_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_trigger_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_rule_firings" (
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "event_id" UUID,
    "due_at" TIMESTAMPTZ(3),
    "subject" TEXT NOT NULL,
    "outcome" "FiringOutcome" NOT NULL,
    "reason" TEXT,
    "proposal_id" UUID,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_rule_firings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_rule_cooldowns" (
    "rule_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "last_fired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ops_rule_cooldowns_pkey" PRIMARY KEY ("rule_key","subject")
);

-- CreateTable
CREATE TABLE "ops_agent_reactions" (
    "id" UUID NOT NULL,
    "source_agent" "AgentId" NOT NULL,
    "target_agent" "AgentId" NOT NULL,
    "reaction_type" TEXT NOT NULL,
    "trigger_event_id" UUID NOT NULL,
    "status" "ReactionStatus" NOT NULL DEFAULT 'queued',
    "outcome" TEXT,
    "roll" DOUBLE PRECISION,
    "proposal_id" UUID,
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "nudged_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_agent_reactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_agent_memory" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "type" "MemoryType" NOT NULL,
    "content" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "source_trace_id" TEXT NOT NULL,
    "trust" "TrustLabel" NOT NULL DEFAULT 'trusted',
    "subject" TEXT,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "uses_scored" INTEGER NOT NULL DEFAULT 0,
    "uses_helped" INTEGER NOT NULL DEFAULT 0,
    "promoted_at" TIMESTAMPTZ(3),
    "superseded_by" UUID,
    "evicted_at" TIMESTAMPTZ(3),
    "learned_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_agent_memory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_memory_uses" (
    "id" UUID NOT NULL,
    "memory_id" UUID NOT NULL,
    "used_for" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "scored_at" TIMESTAMPTZ(3),
    "helped" BOOLEAN,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_memory_uses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_trade_outcomes" (
    "id" UUID NOT NULL,
    "trade_id" UUID NOT NULL,
    "instrument_id" UUID NOT NULL,
    "entry_price" DECIMAL(38,18) NOT NULL,
    "exit_price" DECIMAL(38,18) NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "entry_cost_usd" DECIMAL(20,8) NOT NULL,
    "proceeds_usd" DECIMAL(20,8) NOT NULL,
    "fees_usd" DECIMAL(20,8) NOT NULL,
    "pnl" DECIMAL(20,8) NOT NULL,
    "pnl_pct" DOUBLE PRECISION NOT NULL,
    "hold_time" INTEGER NOT NULL,
    "outcome_type" "OutcomeType" NOT NULL,
    "exit_reason" "ExitReason" NOT NULL,
    "signal_source" TEXT,
    "lessons_learned" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "learned_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_trade_outcomes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_portfolio_history" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "total_value" DECIMAL(20,8) NOT NULL,
    "cash_usd" DECIMAL(20,8) NOT NULL,
    "pnl_24h" DECIMAL(20,8) NOT NULL,
    "realized_pnl" DECIMAL(20,8) NOT NULL,
    "unrealized_pnl" DECIMAL(20,8) NOT NULL,
    "fees_usd" DECIMAL(20,8) NOT NULL,
    "open_positions" INTEGER NOT NULL,
    "win_rate" DOUBLE PRECISION,
    "sharpe_ratio" DOUBLE PRECISION,
    "drawdown" DOUBLE PRECISION NOT NULL,
    "peak_value" DECIMAL(20,8) NOT NULL,
    "cause" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_portfolio_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_roundtable_queue" (
    "id" UUID NOT NULL,
    "format" "RoundtableFormat" NOT NULL,
    "participants" "AgentId"[] DEFAULT ARRAY[]::"AgentId"[],
    "topic" TEXT NOT NULL,
    "status" "RoundtableStatus" NOT NULL DEFAULT 'pending',
    "proposal_id" UUID,
    "step_id" UUID,
    "turns_planned" INTEGER NOT NULL,
    "temperature" DOUBLE PRECISION NOT NULL,
    "briefing" JSONB NOT NULL DEFAULT '{}',
    "verdict" JSONB,
    "natural_key" TEXT NOT NULL,
    "convened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_turn_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_roundtable_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_roundtable_turns" (
    "id" UUID NOT NULL,
    "roundtable_id" UUID NOT NULL,
    "turn_no" INTEGER NOT NULL,
    "agent_id" "AgentId",
    "kind" "TurnKind" NOT NULL,
    "state" "WorkState" NOT NULL DEFAULT 'queued',
    "text" TEXT,
    "content" JSONB,
    "mind" TEXT,
    "ready_at" TIMESTAMPTZ(3),
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "nudged_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "said_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_roundtable_turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_votes" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "roundtable_id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "vote" "VoteChoice" NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "brier" DOUBLE PRECISION,
    "voted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_votes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_agent_relationships" (
    "agent_a" "AgentId" NOT NULL,
    "agent_b" "AgentId" NOT NULL,
    "affinity" DOUBLE PRECISION NOT NULL,
    "total_interactions" INTEGER NOT NULL DEFAULT 0,
    "positive_interactions" INTEGER NOT NULL DEFAULT 0,
    "negative_interactions" INTEGER NOT NULL DEFAULT 0,
    "drift_log" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_agent_relationships_pkey" PRIMARY KEY ("agent_a","agent_b")
);

-- CreateTable
CREATE TABLE "ops_signals" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "source" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "instrument_id" UUID,
    "signal_type" "SignalType" NOT NULL DEFAULT 'buy',
    "confidence" DOUBLE PRECISION,
    "claimed_confidence" DOUBLE PRECISION,
    "status" "SignalStatus" NOT NULL DEFAULT 'received',
    "refusal" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "analysis" JSONB,
    "trust" "TrustLabel" NOT NULL DEFAULT 'untrusted',
    "dedupe_key" TEXT,
    "claimed_by" TEXT,
    "observed_at" TIMESTAMPTZ(3),
    "analyzed_at" TIMESTAMPTZ(3),
    "adopted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_signals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_signal_sources" (
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "trust" "TrustLabel" NOT NULL DEFAULT 'untrusted',
    "connected" BOOLEAN NOT NULL DEFAULT true,
    "signals" INTEGER NOT NULL DEFAULT 0,
    "trades" INTEGER NOT NULL DEFAULT 0,
    "wins" INTEGER NOT NULL DEFAULT 0,
    "losses" INTEGER NOT NULL DEFAULT 0,
    "pnl_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "brier_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "brier_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_signal_sources_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ops_instruments" (
    "id" UUID NOT NULL,
    "venue" "Venue" NOT NULL,
    "asset_class" "AssetClass" NOT NULL,
    "symbol" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "name" TEXT,
    "quote" TEXT NOT NULL DEFAULT 'USD',
    "decimals" INTEGER NOT NULL,
    "tick" DECIMAL(38,18) NOT NULL,
    "min_quantity" DECIMAL(38,18) NOT NULL,
    "first_bar_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_instruments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_positions" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "instrument_id" UUID NOT NULL,
    "status" "PositionStatus" NOT NULL DEFAULT 'opening',
    "entry_proposal_id" UUID NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "filled_qty" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "entry_price" DECIMAL(38,18),
    "cost_basis_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "entry_cost_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "proceeds_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "fees_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "realized_pnl" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "current_price" DECIMAL(38,18),
    "unrealized_pnl" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "marked_at" TIMESTAMPTZ(3),
    "stop_required" BOOLEAN NOT NULL DEFAULT true,
    "stop_loss" DECIMAL(38,18),
    "initial_stop" DECIMAL(38,18),
    "take_profit" DECIMAL(38,18),
    "trailing_stop_pct" DOUBLE PRECISION,
    "high_water_price" DECIMAL(38,18),
    "at_risk_since" TIMESTAMPTZ(3),
    "armed_at" TIMESTAMPTZ(3),
    "watched_until" TIMESTAMPTZ(3),
    "due_exit" JSONB,
    "exit_reason" "ExitReason",
    "signal_source" TEXT,
    "reason" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_positions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_orders" (
    "id" UUID NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "instrument_id" UUID NOT NULL,
    "position_id" UUID,
    "step_id" UUID,
    "leg" INTEGER NOT NULL,
    "side" "OrderSide" NOT NULL,
    "purpose" TEXT NOT NULL,
    "protective" BOOLEAN NOT NULL DEFAULT false,
    "body" JSONB NOT NULL,
    "spend_usd" DECIMAL(20,8),
    "quantity" DECIMAL(38,18),
    "ref_price" DECIMAL(38,18),
    "status" "OrderStatus" NOT NULL DEFAULT 'intended',
    "venue_order_id" TEXT,
    "filled_qty" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "filled_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "fee_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "state_epoch" INTEGER NOT NULL DEFAULT 0,
    "evidence" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT,
    "intended_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "final_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_order_attempts" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "attempt_no" INTEGER NOT NULL,
    "state" "AttemptState" NOT NULL,
    "signed_bytes" BYTEA,
    "signature" TEXT,
    "last_valid_height" BIGINT,
    "proof" JSONB,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_order_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_fills" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "position_id" UUID,
    "account_id" UUID NOT NULL,
    "instrument_id" UUID NOT NULL,
    "venue_fill_id" TEXT NOT NULL,
    "side" "OrderSide" NOT NULL,
    "price" DECIMAL(38,18) NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "usd" DECIMAL(20,8) NOT NULL,
    "fee_usd" DECIMAL(20,8) NOT NULL,
    "slippage_bps" DOUBLE PRECISION,
    "source" "FillSource" NOT NULL DEFAULT 'venue',
    "filled_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_fills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_accounts" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "venue" "Venue" NOT NULL,
    "asset_class" "AssetClass" NOT NULL,
    "mode" "AccountMode" NOT NULL,
    "cash_usd" DECIMAL(20,8) NOT NULL,
    "starting_capital_usd" DECIMAL(20,8) NOT NULL,
    "transfers_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "realized_pnl" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "fees_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "peak_equity_usd" DECIMAL(20,8) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_ledger" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "LedgerKind" NOT NULL,
    "amount_usd" DECIMAL(20,8) NOT NULL,
    "fill_id" UUID,
    "position_id" UUID,
    "note" TEXT,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_candles" (
    "instrument_id" UUID NOT NULL,
    "interval_ms" INTEGER NOT NULL,
    "open_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "open" DECIMAL(38,18) NOT NULL,
    "high" DECIMAL(38,18) NOT NULL,
    "low" DECIMAL(38,18) NOT NULL,
    "close" DECIMAL(38,18) NOT NULL,
    "volume" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "ops_candles_pkey" PRIMARY KEY ("instrument_id","interval_ms","open_at")
);

-- CreateTable
CREATE TABLE "ops_action_runs" (
    "id" UUID NOT NULL,
    "action_type" TEXT NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'running',
    "beat" INTEGER,
    "agent_id" "AgentId",
    "duration_ms" DOUBLE PRECISION,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "details" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_action_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_cap_usage" (
    "key" TEXT NOT NULL,
    "used" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_cap_usage_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ops_cap_reservations" (
    "id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "position_id" UUID,
    "key" TEXT NOT NULL,
    "amount" DECIMAL(20,8) NOT NULL,
    "state" "ReservationState" NOT NULL DEFAULT 'held',
    "reserved_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_cap_reservations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_locks" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_locks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_circuit_breakers" (
    "key" TEXT NOT NULL,
    "step_kind" "StepKind" NOT NULL,
    "venue" "Venue" NOT NULL,
    "state" "BreakerState" NOT NULL DEFAULT 'closed',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened_count" INTEGER NOT NULL DEFAULT 0,
    "opened_until" TIMESTAMPTZ(3),
    "probe_step" UUID,
    "probe_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_circuit_breakers_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ops_trading_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "state" "TradingStateName" NOT NULL DEFAULT 'active',
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_trading_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_beats" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "beat" INTEGER NOT NULL DEFAULT 0,
    "holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "cursors" JSONB NOT NULL DEFAULT '{}',
    "last_beat_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_beats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_world" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "market" "MarketName" NOT NULL,
    "range" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "speed" TEXT NOT NULL,
    "anchor_company" TIMESTAMPTZ(3) NOT NULL,
    "anchor_machine" TIMESTAMPTZ(3) NOT NULL,
    "horizon_company" TIMESTAMPTZ(3),
    "checkpoint_company" TIMESTAMPTZ(3) NOT NULL,
    "watched_until" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_world_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_audit_seals" (
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "canonical" BYTEA NOT NULL,
    "prev" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_audit_seals_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ops_agents" (
    "id" "AgentId" NOT NULL,
    "title" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "personality" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "quirk" TEXT NOT NULL,
    "voice" TEXT NOT NULL,
    "directive" TEXT NOT NULL,
    "hard_bans" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "modifiers" JSONB NOT NULL DEFAULT '[]',
    "model" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_voice_history" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "modifiers" JSONB NOT NULL,
    "causes" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_voice_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_llm_calls" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject_id" TEXT,
    "trace_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "temperature" DOUBLE PRECISION,
    "prompt_hash" TEXT NOT NULL,
    "prompt" JSONB,
    "answer" JSONB,
    "tokens_in" INTEGER,
    "tokens_out" INTEGER,
    "reserved_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DECIMAL(20,8),
    "reserved_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "latency_ms" DOUBLE PRECISION,
    "outcome" TEXT NOT NULL,
    "error" TEXT,
    "reserve_until" TIMESTAMPTZ(3),
    "called_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_llm_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_initiative_queue" (
    "id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "state" "WorkState" NOT NULL DEFAULT 'queued',
    "natural_key" TEXT NOT NULL,
    "briefing" JSONB NOT NULL DEFAULT '{}',
    "proposal_id" UUID,
    "outcome" TEXT,
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "nudged_at" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_initiative_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper_orders" (
    "client_order_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "instrument_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "status" "OrderStatus" NOT NULL,
    "reason" TEXT,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paper_orders_pkey" PRIMARY KEY ("client_order_id")
);

-- CreateTable
CREATE TABLE "paper_fills" (
    "id" TEXT NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "price" DECIMAL(38,18) NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "usd" DECIMAL(20,8) NOT NULL,
    "fee_usd" DECIMAL(20,8) NOT NULL,
    "slippage_bps" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "paper_fills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "KeyRole" NOT NULL,
    "key_hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "user_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "api_key_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("api_key_id","key")
);

-- CreateTable
CREATE TABLE "ops_notifications" (
    "id" UUID NOT NULL,
    "event_id" UUID,
    "channel" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" "NotificationState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plans" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "monthly_usd" DECIMAL(20,8) NOT NULL,
    "max_accounts" INTEGER,
    "limits" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_positions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "position_id" UUID NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "cost_basis_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "realized_pnl" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "status" "PositionStatus" NOT NULL DEFAULT 'opening',
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_positions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_orders" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_position_id" UUID NOT NULL,
    "source_order_id" UUID NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "side" "OrderSide" NOT NULL,
    "status" "OrderStatus" NOT NULL DEFAULT 'intended',
    "quantity" DECIMAL(38,18) NOT NULL,
    "filled_qty" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "fee_usd" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_orders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ops_trading_proposals_dedupe_key_key" ON "ops_trading_proposals"("dedupe_key");

-- CreateIndex
CREATE INDEX "ops_trading_proposals_status_expires_at_idx" ON "ops_trading_proposals"("status", "expires_at");

-- CreateIndex
CREATE INDEX "ops_trading_proposals_signal_id_idx" ON "ops_trading_proposals"("signal_id");

-- CreateIndex
CREATE INDEX "ops_trading_proposals_position_id_status_idx" ON "ops_trading_proposals"("position_id", "status");

-- CreateIndex
CREATE INDEX "ops_trading_proposals_proposed_at_id_idx" ON "ops_trading_proposals"("proposed_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_trading_proposals_id_status_key" ON "ops_trading_proposals"("id", "status");

-- CreateIndex
CREATE INDEX "ops_gate_verdicts_proposal_id_idx" ON "ops_gate_verdicts"("proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_missions_proposal_id_key" ON "ops_missions"("proposal_id");

-- CreateIndex
CREATE INDEX "ops_missions_status_id_idx" ON "ops_missions"("status", "id");

-- CreateIndex
CREATE INDEX "ops_missions_approved_at_id_idx" ON "ops_missions"("approved_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_mission_steps_mission_id_seq_key" ON "ops_mission_steps"("mission_id", "seq");

-- CreateIndex
CREATE INDEX "ops_agent_events_tx_id_idx" ON "ops_agent_events"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_agent_events_occurred_at_idx" ON "ops_agent_events"("occurred_at");

-- CreateIndex
CREATE INDEX "ops_agent_events_kind_occurred_at_idx" ON "ops_agent_events"("kind", "occurred_at");

-- CreateIndex
CREATE INDEX "ops_agent_events_trade_id_idx" ON "ops_agent_events"("trade_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_policy_history_key_version_key" ON "ops_policy_history"("key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "ops_trigger_rules_name_key" ON "ops_trigger_rules"("name");

-- CreateIndex
CREATE INDEX "ops_trigger_rules_rule_type_next_due_at_idx" ON "ops_trigger_rules"("rule_type", "next_due_at");

-- CreateIndex
CREATE INDEX "ops_rule_firings_rule_id_subject_fired_at_idx" ON "ops_rule_firings"("rule_id", "subject", "fired_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ops_rule_firings_rule_id_event_id_key" ON "ops_rule_firings"("rule_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_rule_firings_rule_id_due_at_key" ON "ops_rule_firings"("rule_id", "due_at");

-- CreateIndex
CREATE INDEX "ops_agent_reactions_source_agent_target_agent_reaction_type_idx" ON "ops_agent_reactions"("source_agent", "target_agent", "reaction_type", "queued_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ops_agent_reactions_trigger_event_id_target_agent_reaction__key" ON "ops_agent_reactions"("trigger_event_id", "target_agent", "reaction_type");

-- CreateIndex
CREATE INDEX "ops_agent_memory_agent_id_evicted_at_type_confidence_idx" ON "ops_agent_memory"("agent_id", "evicted_at", "type", "confidence" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ops_agent_memory_agent_id_source_trace_id_type_content_key" ON "ops_agent_memory"("agent_id", "source_trace_id", "type", "content");

-- CreateIndex
CREATE INDEX "ops_memory_uses_subject_kind_subject_id_idx" ON "ops_memory_uses"("subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_memory_uses_memory_id_subject_kind_subject_id_key" ON "ops_memory_uses"("memory_id", "subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_trade_outcomes_trade_id_key" ON "ops_trade_outcomes"("trade_id");

-- CreateIndex
CREATE INDEX "ops_trade_outcomes_closed_at_idx" ON "ops_trade_outcomes"("closed_at");

-- CreateIndex
CREATE INDEX "ops_trade_outcomes_learned_at_idx" ON "ops_trade_outcomes"("learned_at");

-- CreateIndex
CREATE INDEX "ops_portfolio_history_account_id_timestamp_idx" ON "ops_portfolio_history"("account_id", "timestamp" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ops_portfolio_history_account_id_timestamp_cause_key" ON "ops_portfolio_history"("account_id", "timestamp", "cause");

-- CreateIndex
CREATE UNIQUE INDEX "ops_roundtable_queue_natural_key_key" ON "ops_roundtable_queue"("natural_key");

-- CreateIndex
CREATE INDEX "ops_roundtable_queue_status_last_turn_at_idx" ON "ops_roundtable_queue"("status", "last_turn_at");

-- CreateIndex
CREATE INDEX "ops_roundtable_queue_convened_at_id_idx" ON "ops_roundtable_queue"("convened_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_roundtable_turns_roundtable_id_turn_no_key" ON "ops_roundtable_turns"("roundtable_id", "turn_no");

-- CreateIndex
CREATE INDEX "ops_votes_proposal_id_idx" ON "ops_votes"("proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_votes_roundtable_id_agent_id_key" ON "ops_votes"("roundtable_id", "agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_signals_dedupe_key_key" ON "ops_signals"("dedupe_key");

-- CreateIndex
CREATE INDEX "ops_signals_status_created_at_idx" ON "ops_signals"("status", "created_at");

-- CreateIndex
CREATE INDEX "ops_signals_observed_at_id_idx" ON "ops_signals"("observed_at" DESC, "id");

-- CreateIndex
CREATE INDEX "ops_signals_instrument_id_observed_at_idx" ON "ops_signals"("instrument_id", "observed_at" DESC);

-- CreateIndex
CREATE INDEX "ops_instruments_symbol_idx" ON "ops_instruments"("symbol");

-- CreateIndex
CREATE UNIQUE INDEX "ops_instruments_venue_contract_key" ON "ops_instruments"("venue", "contract");

-- CreateIndex
CREATE UNIQUE INDEX "ops_positions_entry_proposal_id_key" ON "ops_positions"("entry_proposal_id");

-- CreateIndex
CREATE INDEX "ops_positions_instrument_id_status_idx" ON "ops_positions"("instrument_id", "status");

-- CreateIndex
CREATE INDEX "ops_positions_status_id_idx" ON "ops_positions"("status", "id");

-- CreateIndex
CREATE INDEX "ops_positions_closed_at_idx" ON "ops_positions"("closed_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_orders_client_order_id_key" ON "ops_orders"("client_order_id");

-- CreateIndex
CREATE INDEX "ops_orders_intended_at_id_idx" ON "ops_orders"("intended_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_orders_step_id_leg_key" ON "ops_orders"("step_id", "leg");

-- CreateIndex
CREATE UNIQUE INDEX "ops_order_attempts_signature_key" ON "ops_order_attempts"("signature");

-- CreateIndex
CREATE UNIQUE INDEX "ops_order_attempts_order_id_attempt_no_key" ON "ops_order_attempts"("order_id", "attempt_no");

-- CreateIndex
CREATE INDEX "ops_fills_position_id_idx" ON "ops_fills"("position_id");

-- CreateIndex
CREATE INDEX "ops_fills_order_id_idx" ON "ops_fills"("order_id");

-- CreateIndex
CREATE INDEX "ops_fills_filled_at_idx" ON "ops_fills"("filled_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_fills_account_id_venue_fill_id_key" ON "ops_fills"("account_id", "venue_fill_id");

-- CreateIndex
CREATE UNIQUE INDEX "ops_accounts_name_key" ON "ops_accounts"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ops_accounts_venue_asset_class_key" ON "ops_accounts"("venue", "asset_class");

-- CreateIndex
CREATE INDEX "ops_ledger_account_id_posted_at_idx" ON "ops_ledger"("account_id", "posted_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_ledger_fill_id_kind_key" ON "ops_ledger"("fill_id", "kind");

-- CreateIndex
CREATE INDEX "ops_candles_instrument_id_interval_ms_closed_at_idx" ON "ops_candles"("instrument_id", "interval_ms", "closed_at" DESC);

-- CreateIndex
CREATE INDEX "ops_action_runs_action_type_created_at_idx" ON "ops_action_runs"("action_type", "created_at" DESC);

-- CreateIndex
CREATE INDEX "ops_cap_reservations_position_id_idx" ON "ops_cap_reservations"("position_id");

-- CreateIndex
CREATE INDEX "ops_cap_reservations_key_state_idx" ON "ops_cap_reservations"("key", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ops_cap_reservations_proposal_id_key_key" ON "ops_cap_reservations"("proposal_id", "key");

-- CreateIndex
CREATE INDEX "ops_locks_subject_lifted_at_ends_at_idx" ON "ops_locks"("subject", "lifted_at", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_audit_seals_prev_key" ON "ops_audit_seals"("prev");

-- CreateIndex
CREATE UNIQUE INDEX "ops_audit_seals_hash_key" ON "ops_audit_seals"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "ops_audit_seals_kind_row_id_key" ON "ops_audit_seals"("kind", "row_id");

-- CreateIndex
CREATE INDEX "ops_voice_history_agent_id_changed_at_idx" ON "ops_voice_history"("agent_id", "changed_at" DESC);

-- CreateIndex
CREATE INDEX "ops_llm_calls_agent_id_called_at_idx" ON "ops_llm_calls"("agent_id", "called_at" DESC);

-- CreateIndex
CREATE INDEX "ops_llm_calls_prompt_hash_idx" ON "ops_llm_calls"("prompt_hash");

-- CreateIndex
CREATE UNIQUE INDEX "ops_initiative_queue_natural_key_key" ON "ops_initiative_queue"("natural_key");

-- CreateIndex
CREATE UNIQUE INDEX "paper_fills_client_order_id_seq_key" ON "paper_fills"("client_order_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "ops_notifications_state_next_attempt_at_idx" ON "ops_notifications"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_notifications_event_id_channel_key" ON "ops_notifications"("event_id", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "plans_name_key" ON "plans"("name");

-- CreateIndex
CREATE INDEX "subscriptions_user_id_idx" ON "subscriptions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_positions_user_id_position_id_key" ON "user_positions"("user_id", "position_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_orders_client_order_id_key" ON "user_orders"("client_order_id");

-- CreateIndex
CREATE INDEX "user_orders_user_id_idx" ON "user_orders"("user_id");

-- AddForeignKey
ALTER TABLE "ops_trading_proposals" ADD CONSTRAINT "ops_trading_proposals_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_trading_proposals" ADD CONSTRAINT "ops_trading_proposals_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "ops_instruments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_trading_proposals" ADD CONSTRAINT "ops_trading_proposals_signal_id_fkey" FOREIGN KEY ("signal_id") REFERENCES "ops_signals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_gate_verdicts" ADD CONSTRAINT "ops_gate_verdicts_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "ops_trading_proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_missions" ADD CONSTRAINT "ops_missions_proposal_id_proposal_status_fkey" FOREIGN KEY ("proposal_id", "proposal_status") REFERENCES "ops_trading_proposals"("id", "status") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ops_mission_steps" ADD CONSTRAINT "ops_mission_steps_mission_id_fkey" FOREIGN KEY ("mission_id") REFERENCES "ops_missions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_event_deliveries" ADD CONSTRAINT "ops_event_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "ops_agent_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_policy_history" ADD CONSTRAINT "ops_policy_history_key_fkey" FOREIGN KEY ("key") REFERENCES "ops_policy"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_rule_firings" ADD CONSTRAINT "ops_rule_firings_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "ops_trigger_rules"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_rule_firings" ADD CONSTRAINT "ops_rule_firings_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "ops_agent_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_memory_uses" ADD CONSTRAINT "ops_memory_uses_memory_id_fkey" FOREIGN KEY ("memory_id") REFERENCES "ops_agent_memory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_trade_outcomes" ADD CONSTRAINT "ops_trade_outcomes_trade_id_fkey" FOREIGN KEY ("trade_id") REFERENCES "ops_positions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_trade_outcomes" ADD CONSTRAINT "ops_trade_outcomes_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "ops_instruments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_portfolio_history" ADD CONSTRAINT "ops_portfolio_history_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_roundtable_queue" ADD CONSTRAINT "ops_roundtable_queue_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "ops_trading_proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_roundtable_turns" ADD CONSTRAINT "ops_roundtable_turns_roundtable_id_fkey" FOREIGN KEY ("roundtable_id") REFERENCES "ops_roundtable_queue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_votes" ADD CONSTRAINT "ops_votes_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "ops_trading_proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_votes" ADD CONSTRAINT "ops_votes_roundtable_id_fkey" FOREIGN KEY ("roundtable_id") REFERENCES "ops_roundtable_queue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_signals" ADD CONSTRAINT "ops_signals_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "ops_instruments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_positions" ADD CONSTRAINT "ops_positions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_positions" ADD CONSTRAINT "ops_positions_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "ops_instruments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_orders" ADD CONSTRAINT "ops_orders_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_orders" ADD CONSTRAINT "ops_orders_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "ops_instruments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_orders" ADD CONSTRAINT "ops_orders_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "ops_positions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_orders" ADD CONSTRAINT "ops_orders_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "ops_mission_steps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_order_attempts" ADD CONSTRAINT "ops_order_attempts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "ops_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_fills" ADD CONSTRAINT "ops_fills_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "ops_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_fills" ADD CONSTRAINT "ops_fills_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "ops_positions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_fills" ADD CONSTRAINT "ops_fills_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_ledger" ADD CONSTRAINT "ops_ledger_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ops_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ops_cap_reservations" ADD CONSTRAINT "ops_cap_reservations_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "ops_trading_proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_fills" ADD CONSTRAINT "paper_fills_client_order_id_fkey" FOREIGN KEY ("client_order_id") REFERENCES "paper_orders"("client_order_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_positions" ADD CONSTRAINT "user_positions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_orders" ADD CONSTRAINT "user_orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_orders" ADD CONSTRAINT "user_orders_user_position_id_fkey" FOREIGN KEY ("user_position_id") REFERENCES "user_positions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot express: checks, partial indexes and rows that are never changed.
-- `npm run db:diff` appends this file to the first migration.

ALTER TABLE ops_agent_relationships
  ADD CONSTRAINT relationship_order CHECK (agent_a < agent_b),
  ADD CONSTRAINT relationship_affinity CHECK (affinity BETWEEN 0.10 AND 0.95);

ALTER TABLE ops_missions ADD CONSTRAINT mission_of_accepted_proposal CHECK (proposal_status = 'accepted');

ALTER TABLE ops_trading_proposals
  ADD CONSTRAINT proposal_confidence CHECK (confidence BETWEEN 0 AND 1),
  ADD CONSTRAINT proposal_size CHECK (size_usd >= 0 AND risk_usd >= 0),
  ADD CONSTRAINT proposal_fraction CHECK (fraction > 0 AND fraction <= 1),
  ADD CONSTRAINT proposal_depth CHECK (depth >= 0);

ALTER TABLE ops_signals
  ADD CONSTRAINT signal_analysed_confidence CHECK (adopted_at IS NULL OR confidence BETWEEN 0 AND 1);
ALTER TABLE ops_votes ADD CONSTRAINT vote_probability CHECK (probability BETWEEN 0 AND 1);
ALTER TABLE ops_agent_reactions ADD CONSTRAINT reaction_roll CHECK (roll BETWEEN 0 AND 1);
ALTER TABLE ops_agent_memory ADD CONSTRAINT memory_confidence CHECK (confidence BETWEEN 0 AND 1);

ALTER TABLE ops_positions
  ADD CONSTRAINT position_has_its_stop CHECK (NOT stop_required OR stop_loss IS NOT NULL),
  ADD CONSTRAINT position_quantity CHECK (quantity >= 0 AND filled_qty >= 0),
  ADD CONSTRAINT position_closed_is_empty CHECK (status NOT IN ('closed', 'void') OR quantity = 0);
CREATE UNIQUE INDEX one_live_position ON ops_positions (account_id, instrument_id) WHERE status IN ('opening', 'open', 'closing');
CREATE INDEX positions_open ON ops_positions (instrument_id) WHERE status = 'open';
CREATE INDEX positions_exit_due ON ops_positions (id) WHERE due_exit IS NOT NULL;

ALTER TABLE ops_orders
  ADD CONSTRAINT order_amount CHECK (spend_usd > 0 OR quantity > 0),
  ADD CONSTRAINT order_leg CHECK (leg >= 1);
CREATE UNIQUE INDEX one_open_order_per_position ON ops_orders (position_id) WHERE status IN ('intended', 'submitted', 'unknown', 'partially_filled');
CREATE INDEX orders_not_final ON ops_orders (next_check_at) WHERE status IN ('intended', 'submitted', 'unknown', 'partially_filled');
CREATE INDEX orders_not_final_by_step ON ops_orders (step_id) WHERE status IN ('intended', 'submitted', 'unknown', 'partially_filled');
CREATE UNIQUE INDEX one_open_attempt_per_order ON ops_order_attempts (order_id) WHERE state IN ('signed', 'sent');
ALTER TABLE ops_fills ADD CONSTRAINT fill_amounts CHECK (quantity > 0 AND price > 0 AND usd >= 0 AND fee_usd >= 0);

ALTER TABLE ops_cap_usage ADD CONSTRAINT usage_not_negative CHECK (used >= 0);
ALTER TABLE ops_cap_reservations ADD CONSTRAINT reservation_not_negative CHECK (amount >= 0);

CREATE INDEX steps_ready ON ops_mission_steps (ready_at) WHERE status = 'queued' AND ready_at IS NOT NULL;
CREATE INDEX steps_running ON ops_mission_steps (lease_until) WHERE status = 'running';
CREATE INDEX steps_dead ON ops_mission_steps (id) WHERE dead_letter;
CREATE INDEX deliveries_pending ON ops_event_deliveries (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX turns_pending ON ops_roundtable_turns (ready_at) WHERE state IN ('queued', 'running') AND ready_at IS NOT NULL;
CREATE INDEX proposals_pending ON ops_trading_proposals (expires_at) WHERE status = 'pending';
CREATE INDEX signals_unadopted ON ops_signals (created_at) WHERE adopted_at IS NULL;
CREATE INDEX outcomes_by_source ON ops_trade_outcomes (signal_source);
CREATE INDEX locks_in_force ON ops_locks (subject) WHERE lifted_at IS NULL;

ALTER TABLE ops_trading_state ADD CONSTRAINT one_trading_state CHECK (id = 1);
ALTER TABLE ops_world ADD CONSTRAINT one_world CHECK (id = 1);
ALTER TABLE ops_beats ADD CONSTRAINT one_beat CHECK (id = 1);

-- \x3b stands for the semicolon: the schema engine cuts a script into statements at every one, in quotes as well.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  IF current_setting(''company.reset'', true) = ''on'' THEN RETURN coalesce(NEW, OLD)\x3b END IF\x3b
  RAISE EXCEPTION ''rows of % are never changed'', TG_TABLE_NAME\x3b
END';
CREATE TRIGGER events_are_final BEFORE UPDATE OR DELETE ON ops_agent_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fills_are_final BEFORE UPDATE OR DELETE ON ops_fills FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_history_is_final BEFORE UPDATE OR DELETE ON ops_policy_history FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verdicts_are_final BEFORE UPDATE OR DELETE ON ops_gate_verdicts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_is_final BEFORE UPDATE OR DELETE ON ops_ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();
