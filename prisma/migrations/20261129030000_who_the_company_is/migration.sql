-- Who this company is: its own id keeps its jobs apart on a Redis that others use too. And who moves its time: one
-- holder at most, under a number that grows with every change of hands.
CREATE TABLE "ops_company" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "company_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "calendar_fence" INTEGER NOT NULL DEFAULT 0,
    "calendar_renewals" INTEGER NOT NULL DEFAULT 0,
    "calendar_holder" JSONB,
    "clock_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_company_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "ops_company" ADD CONSTRAINT "one_company" CHECK ("id" = 1);

INSERT INTO "ops_company" ("id") VALUES (1);
