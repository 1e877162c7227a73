-- Facts that were read out of JSON become columns. What was recorded stays as it was recorded: a body, what an order's
-- states were decided by, what a proposal was based on.

ALTER TABLE "ops_orders"
  ADD COLUMN "take_back_reason" TEXT,
  ADD COLUMN "bracket_stop" DECIMAL(38,18),
  ADD COLUMN "bracket_owner" TEXT;

UPDATE "ops_orders" o SET
  "take_back_reason" = (
    SELECT coalesce(n.note ->> 'reason', 'the desk took it back')
    FROM jsonb_array_elements(CASE jsonb_typeof(o.evidence) WHEN 'array' THEN o.evidence ELSE '[]' END)
      WITH ORDINALITY AS n (note, place)
    WHERE n.note ->> 'by' = 'take_back' ORDER BY n.place LIMIT 1),
  "bracket_stop" = (o.body ->> 'bracketStop')::numeric,
  "bracket_owner" = o.body ->> 'bracketOf'
WHERE o.evidence @> '[{"by": "take_back"}]' OR o.body ?| ARRAY['bracketStop', 'bracketOf'];

ALTER TABLE "ops_trading_proposals" ADD COLUMN "trigger_price" DECIMAL(38,18);

UPDATE "ops_trading_proposals" p SET "trigger_price" = (
  SELECT (n.item ->> 'value')::numeric FROM jsonb_array_elements(p.evidence) AS n (item)
  WHERE n.item ->> 'name' = 'trigger_price' AND n.item ->> 'value' ~ '^[0-9]+([.][0-9]+)?$' LIMIT 1)
WHERE p.mission_type = 'exit' AND jsonb_typeof(p.evidence) = 'array' AND p.evidence @> '[{"name": "trigger_price"}]';

ALTER TABLE "ops_positions" ADD COLUMN "confidence" DOUBLE PRECISION;

UPDATE "ops_positions" SET "confidence" = ("reason" ->> 'confidence')::float8, "reason" = "reason" - 'confidence'
WHERE jsonb_typeof("reason" -> 'confidence') = 'number';
