-- CreateIndex
CREATE INDEX "ops_roundtable_queue_proposal_id_idx" ON "ops_roundtable_queue"("proposal_id");
