-- What is told of prices that do not come: one row for each held position, and one for the whole feed.
CREATE TABLE "ops_price_gaps" (
    "subject" TEXT NOT NULL,
    "is_open" BOOLEAN NOT NULL,
    "told" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "next_tell_at" TIMESTAMPTZ(3) NOT NULL,
    "fresh_since" TIMESTAMPTZ(3),

    CONSTRAINT "ops_price_gaps_pkey" PRIMARY KEY ("subject")
);

-- Asked at every watch.
CREATE INDEX "ops_price_gaps_open" ON "ops_price_gaps" ("subject") WHERE "is_open";

-- The oldest price that a value in the history rests on, null where nothing was held.
ALTER TABLE "ops_portfolio_history" ADD COLUMN "priced_at" TIMESTAMPTZ(3);
