-- Agents without a seat hand in a vote: it is heard beside the others, and decides nothing.
ALTER TABLE "ops_votes" ADD COLUMN "written" BOOLEAN NOT NULL DEFAULT false;

-- How the last fills of a token went is looked at before each vote.
CREATE INDEX "ops_fills_instrument_id_filled_at_idx" ON "ops_fills"("instrument_id", "filled_at");
