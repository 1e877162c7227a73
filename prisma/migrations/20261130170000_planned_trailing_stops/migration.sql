-- How far below the highest price the stop of a planned entry follows, a fraction of that.
ALTER TABLE ops_trading_proposals ADD COLUMN trailing_stop_pct double precision,
  ADD CONSTRAINT proposals_trailing_stop CHECK (trailing_stop_pct > 0 AND trailing_stop_pct < 1);
