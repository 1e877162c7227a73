-- A row for each store that is probed with a real write.
CREATE TABLE "ops_probes" (
    "store" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "ops_probes_pkey" PRIMARY KEY ("store")
);

-- What is wrong with the company as a whole, and when it is told again.
CREATE TABLE "ops_troubles" (
    "cause" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "again_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "ops_troubles_pkey" PRIMARY KEY ("cause")
);
