-- CreateIndex
CREATE INDEX "ops_action_runs_beat_idx" ON "ops_action_runs"("beat");
