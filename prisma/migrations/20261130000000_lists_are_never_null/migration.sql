-- Every list has a default and none was ever written as null: what reads them need not expect it.
ALTER TABLE "ops_agent_events" ALTER COLUMN "tags" SET NOT NULL;
ALTER TABLE "ops_agent_memory" ALTER COLUMN "tags" SET NOT NULL;
ALTER TABLE "ops_agents" ALTER COLUMN "hard_bans" SET NOT NULL;
ALTER TABLE "ops_roundtable_queue" ALTER COLUMN "participants" SET NOT NULL;
ALTER TABLE "ops_trade_outcomes" ALTER COLUMN "lessons_learned" SET NOT NULL;
