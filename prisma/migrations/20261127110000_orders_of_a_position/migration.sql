-- What was ordered for a position, latest last: every exit asks for it.
CREATE INDEX "ops_orders_position_id_id_idx" ON "ops_orders"("position_id", "id");
