-- What is read again and again, or by anybody who may look, is found by an index however long the history is.
CREATE INDEX "ops_initiative_queue_agent_id_queued_at_idx" ON "ops_initiative_queue"("agent_id", "queued_at");
CREATE INDEX "ops_missions_position_id_idx" ON "ops_missions"("position_id");
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");
CREATE INDEX "ops_agent_events_agent_id_tx_id_idx" ON "ops_agent_events"("agent_id", "tx", "id");
CREATE INDEX "ops_agent_events_kind_tx_id_idx" ON "ops_agent_events"("kind", "tx", "id");
CREATE INDEX "ops_agent_events_proposal_id_idx" ON "ops_agent_events"("proposal_id");
CREATE INDEX "ops_agent_memory_agent_id_id_idx" ON "ops_agent_memory"("agent_id", "id");
CREATE INDEX "ops_trading_proposals_status_id_idx" ON "ops_trading_proposals"("status", "id");
CREATE INDEX "ops_roundtable_queue_status_id_idx" ON "ops_roundtable_queue"("status", "id");
CREATE INDEX "ops_agent_reactions_status_id_idx" ON "ops_agent_reactions"("status", "id");
CREATE INDEX "ops_orders_status_id_idx" ON "ops_orders"("status", "id");
CREATE INDEX "ops_signals_status_observed_at_id_idx" ON "ops_signals"("status", "observed_at" DESC, "id");
CREATE INDEX "ops_orders_updated_at_idx" ON "ops_orders"("updated_at");
CREATE INDEX "ops_mission_steps_finished_at_idx" ON "ops_mission_steps"("finished_at");
CREATE INDEX "ops_positions_opened_at_idx" ON "ops_positions"("opened_at");
CREATE INDEX "ops_locks_kind_subject_idx" ON "ops_locks"("kind", "subject");
