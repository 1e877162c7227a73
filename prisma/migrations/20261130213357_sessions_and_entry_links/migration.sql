-- CreateTable
CREATE TABLE "api_sessions" (
    "token_hash" TEXT NOT NULL,
    "api_key_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_entry_links" (
    "token_hash" TEXT NOT NULL,
    "api_key_id" UUID NOT NULL,
    "spent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_entry_links_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "api_sessions_api_key_id_started_at_idx" ON "api_sessions"("api_key_id", "started_at");

-- CreateIndex
CREATE INDEX "api_entry_links_created_at_idx" ON "api_entry_links"("created_at");
