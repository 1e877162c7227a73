-- CreateIndex
CREATE INDEX "ops_trading_proposals_origin_kind_origin_id_idx" ON "ops_trading_proposals"("origin_kind", "origin_id");

-- CreateIndex
CREATE INDEX "ops_agent_memory_source_trace_id_idx" ON "ops_agent_memory"("source_trace_id");
