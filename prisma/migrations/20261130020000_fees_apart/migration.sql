-- A venue may take a part of its fees from something else than the account's cash. Wallets at Jupiter always paid in SOL.

ALTER TABLE "ops_accounts" ADD COLUMN "fees_apart_usd" DECIMAL(20,8) NOT NULL DEFAULT 0;

UPDATE "ops_accounts" SET "fees_apart_usd" = "fees_usd" WHERE "venue" = 'jupiter';
