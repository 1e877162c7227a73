-- CreateEnum
CREATE TYPE "StrategyState" AS ENUM ('draft', 'tested', 'probation', 'active', 'retired');

-- CreateTable
CREATE TABLE "ops_strategies" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "family" TEXT NOT NULL,
    "state" "StrategyState" NOT NULL DEFAULT 'draft',
    "share" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "run_id" TEXT,
    "definition" JSONB,
    "expected" JSONB,
    "reason" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "promoted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_strategies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_strategy_trials" (
    "id" UUID NOT NULL,
    "run_id" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "recording" TEXT NOT NULL,
    "split" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "seed" TEXT NOT NULL,
    "costs" DOUBLE PRECISION NOT NULL,
    "code" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "sharpe" DOUBLE PRECISION NOT NULL,
    "days" INTEGER NOT NULL,
    "trades" INTEGER NOT NULL,
    "returns" DOUBLE PRECISION[],
    "results" DOUBLE PRECISION[],
    "slippage" DOUBLE PRECISION,
    "evidence" JSONB,
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_strategy_trials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_strategy_reviews" (
    "day" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ops_strategy_reviews_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "ops_strategies_name_version_key" ON "ops_strategies"("name", "version");

-- CreateIndex
CREATE UNIQUE INDEX "ops_strategy_trials_run_id_key" ON "ops_strategy_trials"("run_id");

-- CreateIndex
CREATE INDEX "ops_strategy_trials_family_idx" ON "ops_strategy_trials"("family");

-- CreateIndex
CREATE INDEX "ops_strategy_trials_tx_id_idx" ON "ops_strategy_trials"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_trade_outcomes_signal_source_closed_at_idx" ON "ops_trade_outcomes"("signal_source", "closed_at");

-- What Prisma's schema cannot express.
ALTER TABLE "ops_strategy_trials"
  ALTER COLUMN "returns" SET NOT NULL,
  ALTER COLUMN "results" SET NOT NULL,
  ADD CONSTRAINT "trials_split" CHECK ("split" IN ('whole', 'train', 'test', 'holdout')),
  ADD CONSTRAINT "trials_days" CHECK ("days" = cardinality("returns")),
  ADD CONSTRAINT "trials_trades" CHECK ("trades" = cardinality("results"));
CREATE TRIGGER trials_are_final BEFORE UPDATE OR DELETE ON ops_strategy_trials
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE "ops_strategies"
  ADD CONSTRAINT "strategies_share" CHECK ("share" > 0 AND "share" <= 1),
  ADD CONSTRAINT "promoted_by_a_run" CHECK (
    "state" NOT IN ('probation', 'active') OR ("run_id" IS NOT NULL AND "expected" IS NOT NULL
      AND "promoted_at" IS NOT NULL));
CREATE UNIQUE INDEX one_version_trades ON ops_strategies (name) WHERE state IN ('probation', 'active');
