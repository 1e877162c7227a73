-- The audit's cursors are cursors of readers in general.
ALTER TABLE "ops_audit_cursors" RENAME TO "ops_stream_cursors";
ALTER TABLE "ops_stream_cursors" RENAME COLUMN "kind" TO "reader";
ALTER TABLE "ops_stream_cursors" RENAME CONSTRAINT "ops_audit_cursors_pkey" TO "ops_stream_cursors_pkey";
