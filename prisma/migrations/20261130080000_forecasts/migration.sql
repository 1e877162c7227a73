-- What analysed buy signals were expected to do within a day, and the maps that are fitted on what came of it.
CREATE TABLE "ops_forecasts" (
    "signal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "price" DOUBLE PRECISION NOT NULL,
    "stop" DOUBLE PRECISION NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "mapped" DOUBLE PRECISION NOT NULL,
    "base" DOUBLE PRECISION NOT NULL,
    "probability" DOUBLE PRECISION NOT NULL,
    "out_of" INTEGER NOT NULL,
    "out_of_paid" INTEGER NOT NULL,
    "needs" DOUBLE PRECISION NOT NULL,
    "edge" DOUBLE PRECISION NOT NULL,
    "edge_low" DOUBLE PRECISION,
    "edge_high" DOUBLE PRECISION,
    "telling" BOOLEAN NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "paid" BOOLEAN,
    "result_r" DOUBLE PRECISION,

    CONSTRAINT "ops_forecasts_pkey" PRIMARY KEY ("signal_id")
);

CREATE TABLE "ops_calibrations" (
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "fitted_at" TIMESTAMPTZ(3) NOT NULL,
    "base" DOUBLE PRECISION NOT NULL,
    "needs" DOUBLE PRECISION NOT NULL,
    "telling" BOOLEAN NOT NULL,
    "shown" TEXT,
    "skill" JSONB NOT NULL,
    "whole" JSONB NOT NULL,
    "steps" JSONB NOT NULL,

    CONSTRAINT "ops_calibrations_pkey" PRIMARY KEY ("kind", "day")
);

CREATE INDEX "ops_forecasts_due_at_idx" ON "ops_forecasts"("due_at");

CREATE INDEX "ops_forecasts_made_at_idx" ON "ops_forecasts"("made_at");

ALTER TABLE "ops_forecasts" ADD CONSTRAINT "ops_forecasts_signal_id_fkey"
    FOREIGN KEY ("signal_id") REFERENCES "ops_signals"("id") ON DELETE CASCADE ON UPDATE CASCADE;
