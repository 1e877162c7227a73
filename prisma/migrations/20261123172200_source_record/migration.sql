-- AlterTable
ALTER TABLE "ops_signal_sources" ADD COLUMN     "pnl_pct_sum" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- Trades that closed before their sources kept a record.
INSERT INTO "ops_signal_sources" ("name", "kind", "trust", "trades", "wins", "losses", "pnl_usd", "pnl_pct_sum", "brier_sum", "brier_count")
SELECT o."signal_source", CASE WHEN o."signal_source" LIKE 'scanner:%' THEN 'scanner' ELSE 'posted' END,
       (CASE WHEN o."signal_source" LIKE 'scanner:%' THEN 'trusted' ELSE 'untrusted' END)::"TrustLabel", count(*),
       count(*) FILTER (WHERE o."outcome_type" = 'win'), count(*) FILTER (WHERE o."outcome_type" = 'loss'), sum(o."pnl"), sum(o."pnl_pct"),
       coalesce(sum(power((p."reason"->>'confidence')::float8 - CASE WHEN o."outcome_type" = 'win' THEN 1 ELSE 0 END, 2)) FILTER (WHERE o."outcome_type" <> 'breakeven'), 0),
       count((p."reason"->>'confidence')::float8) FILTER (WHERE o."outcome_type" <> 'breakeven')
FROM "ops_trade_outcomes" o JOIN "ops_positions" p ON p."id" = o."trade_id" WHERE o."signal_source" IS NOT NULL GROUP BY o."signal_source"
ON CONFLICT ("name") DO NOTHING;

-- Rules whose task an agent can do now. One that its owner changed stays as it is.
UPDATE "ops_trigger_rules" SET "enabled" = true WHERE "version" = 1 AND "name" IN ('trade_big_win', 'stop_loss_hit', 'proactive_performance_review');
