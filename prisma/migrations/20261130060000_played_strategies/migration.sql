-- Up to which bar a strategy has been judged, and why its definition cannot be read.
ALTER TABLE "ops_strategies" ADD COLUMN "judged_until" TIMESTAMPTZ(3), ADD COLUMN "fault" TEXT;
