-- The price at which an order rests at its venue until it is reached. Orders that are worked at once have none.
ALTER TABLE "ops_orders" ADD COLUMN "rests_at" DECIMAL(38,18);
ALTER TABLE "ops_orders" ADD CONSTRAINT "order_that_rests_sells" CHECK ("rests_at" IS NULL OR ("side" = 'sell' AND "rests_at" > 0 AND "position_id" IS NOT NULL));
