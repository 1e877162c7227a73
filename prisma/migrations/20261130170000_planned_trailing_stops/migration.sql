-- How far below the highest price the stop of a planned entry follows, a fraction of that.
ALTER TABLE ops_trading_proposals ADD COLUMN trailing_stop_pct double precision,
  ADD CONSTRAINT proposals_trailing_stop CHECK (trailing_stop_pct > 0 AND trailing_stop_pct < 1);

-- A trailing stop that ends a trade at a loss is a stop that was hit. A rule that its owner changed stays.
UPDATE ops_trigger_rules SET updated_at = now(),
  conditions = '{"fields.exitReason": {"$in": ["stop_loss", "trailing_stop"]}, "fields.pnlPct": {"$lt": 0}}'
  WHERE name = 'stop_loss_hit' AND conditions = '{"fields.exitReason": "stop_loss"}';
