-- AlterTable
ALTER TABLE "ops_beats" ADD COLUMN "next_due_at" TIMESTAMPTZ(3),
ADD COLUMN "ended_at" TIMESTAMPTZ(3),
ADD COLUMN "missed_beat" INTEGER;

-- A beat that takes over asks which operations its predecessor left under way.
CREATE INDEX action_runs_running ON ops_action_runs (beat) WHERE status = 'running';

-- How often the lease of a step was renewed since it was claimed: an age that no jump of a clock changes.
ALTER TABLE "ops_mission_steps" ADD COLUMN "renewals" INTEGER NOT NULL DEFAULT 0;
