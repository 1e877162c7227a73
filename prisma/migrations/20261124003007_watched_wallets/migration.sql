-- CreateTable
CREATE TABLE "ops_watched_wallets" (
    "address" TEXT NOT NULL,
    "last_signature" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_watched_wallets_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "ops_wallet_swaps" (
    "id" UUID NOT NULL,
    "wallet" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "side" "OrderSide" NOT NULL,
    "units" DECIMAL(38,0) NOT NULL,
    "usd" DECIMAL(20,8) NOT NULL,
    "swapped_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ops_wallet_swaps_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ops_wallet_swaps_swapped_at_idx" ON "ops_wallet_swaps"("swapped_at");

-- CreateIndex
CREATE UNIQUE INDEX "ops_wallet_swaps_wallet_signature_contract_key" ON "ops_wallet_swaps"("wallet", "signature", "contract");
