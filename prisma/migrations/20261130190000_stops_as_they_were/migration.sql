-- When the stops of a position were set last, and where stop and target stood before: they hold for what came before.
ALTER TABLE ops_positions ADD COLUMN stops_set_at timestamptz(3), ADD COLUMN stop_before numeric(38,18),
  ADD COLUMN target_before numeric(38,18);
