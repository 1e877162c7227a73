-- Trades on what somebody outside posted stand under the record of that sender, whatever name was used.
UPDATE "ops_positions" t SET "signal_source" = 'posted:' || t."signal_source"
FROM "ops_trading_proposals" p JOIN "ops_signals" s ON s."id" = p."signal_id"
WHERE p."id" = t."entry_proposal_id" AND s."trust" = 'untrusted' AND t."signal_source" = s."source";

UPDATE "ops_trade_outcomes" o SET "signal_source" = t."signal_source"
FROM "ops_positions" t WHERE t."id" = o."trade_id" AND t."signal_source" LIKE 'posted:%' AND o."signal_source" IS DISTINCT FROM t."signal_source";

-- What was learned with a stranger's name in it says so.
UPDATE "ops_agent_memory" m SET "trust" = 'untrusted'
FROM "ops_signals" s WHERE s."trust" = 'untrusted' AND m."subject" = 'source:' || s."source" AND m."trust" = 'trusted'
  AND NOT EXISTS (SELECT 1 FROM "ops_signals" own WHERE own."trust" = 'trusted' AND own."source" = s."source");
