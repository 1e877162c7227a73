-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "made_by" TEXT NOT NULL DEFAULT 'start',
ADD COLUMN     "revoked_by" TEXT;

-- CreateTable
CREATE TABLE "ops_processes" (
    "id" UUID NOT NULL,
    "names" TEXT[] NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "memory_mb" DOUBLE PRECISION NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_processes_pkey" PRIMARY KEY ("id")
);
