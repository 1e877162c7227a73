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
