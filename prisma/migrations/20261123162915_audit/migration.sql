-- AlterTable
ALTER TABLE "ops_gate_verdicts" ADD COLUMN     "tx" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "ops_policy_history" ADD COLUMN     "tx" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "ops_votes" ADD COLUMN     "tx" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "ops_fills" ADD COLUMN     "tx" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "ops_ledger" ADD COLUMN     "tx" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateTable
CREATE TABLE "ops_order_transitions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "order_id" UUID NOT NULL,
    "status_from" "OrderStatus",
    "status_to" "OrderStatus" NOT NULL,
    "filled_qty" DECIMAL(38,18) NOT NULL,
    "filled_usd" DECIMAL(20,8) NOT NULL,
    "fee_usd" DECIMAL(20,8) NOT NULL,
    "reason" TEXT,
    "body" JSONB,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "ops_order_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ops_audit_cursors" (
    "kind" TEXT NOT NULL,
    "tx" xid8 NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "ops_audit_cursors_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "ops_order_transitions_order_id_idx" ON "ops_order_transitions"("order_id");

-- CreateIndex
CREATE INDEX "ops_order_transitions_tx_id_idx" ON "ops_order_transitions"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_gate_verdicts_tx_id_idx" ON "ops_gate_verdicts"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_policy_history_tx_id_idx" ON "ops_policy_history"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_votes_tx_id_idx" ON "ops_votes"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_fills_tx_id_idx" ON "ops_fills"("tx", "id");

-- CreateIndex
CREATE INDEX "ops_ledger_tx_id_idx" ON "ops_ledger"("tx", "id");

-- AddForeignKey
ALTER TABLE "ops_order_transitions" ADD CONSTRAINT "ops_order_transitions_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "ops_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- \x3b stands for the semicolon: the schema engine cuts a script into statements at every one, in quotes as well.
CREATE FUNCTION note_order_transition() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO ops_order_transitions (order_id, status_from, status_to, filled_qty, filled_usd, fee_usd, reason, body)
  VALUES (NEW.id, CASE TG_OP WHEN ''UPDATE'' THEN OLD.status END, NEW.status, NEW.filled_qty, NEW.filled_usd, NEW.fee_usd, NEW.reason,
          CASE TG_OP WHEN ''INSERT'' THEN NEW.body END)\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER orders_begin AFTER INSERT ON ops_orders FOR EACH ROW EXECUTE FUNCTION note_order_transition();
CREATE TRIGGER orders_change AFTER UPDATE ON ops_orders FOR EACH ROW
  WHEN (OLD.status <> NEW.status OR OLD.filled_qty <> NEW.filled_qty) EXECUTE FUNCTION note_order_transition();
CREATE TRIGGER transitions_are_final BEFORE UPDATE OR DELETE ON ops_order_transitions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seals_are_final BEFORE UPDATE OR DELETE ON ops_audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
