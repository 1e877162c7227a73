-- Who posted a signal, an API key. Null for what the company found itself, and for what a script wrote into the table.
ALTER TABLE "ops_signals" ADD COLUMN "posted_by" UUID;
ALTER TABLE "ops_signals" ADD CONSTRAINT "ops_signals_posted_by_fkey"
    FOREIGN KEY ("posted_by") REFERENCES "api_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What became of a key's signals on a day of the machine's calendar (UTC): what is not written down is counted.
CREATE TABLE "ops_signal_intake" (
    "api_key_id" UUID NOT NULL,
    "day" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "turned_away" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ops_signal_intake_pkey" PRIMARY KEY ("api_key_id", "day")
);
ALTER TABLE "ops_signal_intake" ADD CONSTRAINT "ops_signal_intake_api_key_id_fkey"
    FOREIGN KEY ("api_key_id") REFERENCES "api_keys"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "ops_signal_intake_day_idx" ON "ops_signal_intake"("day");
