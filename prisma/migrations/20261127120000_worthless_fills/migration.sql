-- An option that expires is booked at nothing.
ALTER TABLE ops_fills DROP CONSTRAINT fill_amounts;
ALTER TABLE ops_fills ADD CONSTRAINT fill_amounts CHECK (quantity > 0 AND (price > 0 OR price = 0 AND usd = 0) AND usd >= 0 AND fee_usd >= 0);
