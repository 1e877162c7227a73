-- When the stops of a position were set last, and where stop and target stood before: they hold for what came before.
ALTER TABLE ops_positions ADD COLUMN stops_set_at timestamptz(3), ADD COLUMN stop_before numeric(38,18),
  ADD COLUMN target_before numeric(38,18);

-- Whether a token has lost since it won last is asked by every purchase.
CREATE INDEX ops_trade_outcomes_instrument_id_outcome_type_closed_at_idx
  ON ops_trade_outcomes (instrument_id, outcome_type, closed_at);
