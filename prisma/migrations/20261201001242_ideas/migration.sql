-- CreateTable
CREATE TABLE "ops_ideas" (
    "id" UUID NOT NULL,
    "initiative_id" UUID NOT NULL,
    "agent_id" "AgentId" NOT NULL,
    "memory_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "figure" TEXT NOT NULL,
    "wrong_if" TEXT NOT NULL,
    "bound" DOUBLE PRECISION NOT NULL,
    "contract" TEXT,
    "price" DECIMAL(38,18),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "proposal_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "measured" DOUBLE PRECISION,
    "proved_right" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_ideas_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ops_ideas_initiative_id_key" ON "ops_ideas"("initiative_id");

-- AddForeignKey
ALTER TABLE "ops_ideas" ADD CONSTRAINT "ops_ideas_memory_id_fkey" FOREIGN KEY ("memory_id") REFERENCES "ops_agent_memory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One open idea per memory and subject: a second for the same cause is refused here, whoever read what before.
CREATE UNIQUE INDEX ops_ideas_open_cause ON ops_ideas (memory_id, subject) WHERE settled_at IS NULL;
CREATE INDEX ops_ideas_due_idx ON ops_ideas (due_at) WHERE settled_at IS NULL;
CREATE INDEX ops_ideas_memory_id_idx ON ops_ideas (memory_id);
ALTER TABLE ops_ideas
  ADD CHECK (figure IN ('price_change', 'findings')),
  ADD CHECK (wrong_if IN ('at_least', 'at_most')),
  ADD CHECK ((figure = 'price_change') = (price IS NOT NULL AND contract IS NOT NULL)),
  ADD CHECK (due_at > opened_at),
  ADD CHECK (proved_right IS NULL OR settled_at IS NOT NULL);
