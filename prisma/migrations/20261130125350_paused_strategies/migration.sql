-- A strategy that is held back buys nothing until an operator lets it go on.
ALTER TYPE "StrategyState" ADD VALUE 'paused';

-- How many trials of somebody a week has is counted before each test.
CREATE INDEX "ops_strategy_trials_by_looked_at_idx" ON "ops_strategy_trials"("by", "looked_at");

CREATE INDEX "ops_strategy_trials_strategy_idx" ON "ops_strategy_trials"("strategy");
