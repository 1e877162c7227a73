import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderBody } from '@atc/core/desk/brokers';
import {
  type JupiterBroker,
  type JupiterRules,
  mainNetRules,
  openJupiterApi,
  openJupiterBroker,
} from '@atc/core/desk/brokers/jupiter';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { openDailySpending, openLocalSigner } from '@atc/core/desk/signer';
import { USDC } from '@atc/core/desk/solana';
import { type BaseDb, newId } from '@atc/core/kernel/db';
import type { Clock } from '@atc/core/kernel/time';
import { Keypair } from '@solana/web3.js';
import { CASH_DECIMALS, type LocalJupiter, openLocalJupiter } from '../index.ts';

export interface JupiterStage {
  readonly venue: LocalJupiter;
  readonly broker: JupiterBroker;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly db: BaseDb;
  readonly clock: Clock;
  readonly contracts: readonly string[];
  readonly priceOf: (contract: string) => number | null;
  readonly rules?: Partial<JupiterRules>;
  readonly validBlocks?: number;
}

const BLOCK_MS = 10;
const fast: JupiterRules = {
  ...mainNetRules,
  expiresAfterMs: 200,
  slotAboveHeight: 1000,
  landWithinMs: 500,
  pollMs: 15,
};

/** The Jupiter broker with its signer, on a local venue whose blocks pass quickly. */
export async function jupiterStage({ db, clock, contracts, priceOf, ...wish }: StageOptions): Promise<JupiterStage> {
  const wallet = Keypair.generate();
  const dir = await mkdtemp(join(tmpdir(), 'jupiter-'));
  const venue = await openLocalJupiter({
    wallet: wallet.publicKey.toBase58(),
    contracts: contracts.map((contract) => ({ contract, decimals: 6 })),
    priceOf,
    cashUsd: 1e6,
    blockMs: BLOCK_MS,
    validBlocks: wish.validBlocks ?? 150,
  });
  const spending = openDailySpending({ dir, limit: 10n ** 15n, now: () => clock.now() });
  const broker = openJupiterBroker({
    db,
    clock,
    api: openJupiterApi({ baseUrl: venue.url, apiKey: null, pace: { requests: 100_000, windowMs: 1000 } }),
    nodes: venue.nodes,
    signer: openLocalSigner({
      wallet,
      nodes: venue.nodes,
      counterparties: [venue.pools.pool],
      spending: { ...spending, mint: USDC },
      lamportsAtMost: 5_000_000n,
    }),
    cash: { mint: USDC, decimals: CASH_DECIMALS },
    tokenOf: async (contract) => venue.pools.mintOf(contract),
    instrumentOf: async (mint) => {
      const token = venue.pools.tokens.find((listed) => listed.mint === mint);
      const [instrument] = token ? await findInstrumentsByContract(db, [token.contract]) : [];
      return instrument && token ? { id: instrument.id, decimals: token.decimals } : null;
    },
    rules: { ...fast, ...wish.rules },
  });
  return {
    venue,
    broker,
    close: async () => {
      await venue.close();
      await rm(dir, { recursive: true });
    },
  };
}

/** Commits an order as the desk would have done before its broker is called; a second one of the same id is not written. */
export async function commitOrder(db: BaseDb, body: OrderBody): Promise<void> {
  await db.order.createMany({
    data: {
      id: newId(),
      clientOrderId: body.clientOrderId,
      accountId: body.accountId,
      instrumentId: body.instrumentId,
      leg: 1,
      side: body.side,
      purpose: 'entry',
      protective: false,
      body: { ...body },
      spendUsd: body.spendUsd === null ? null : body.side === 'buy' ? '1' : null,
      quantity: body.side === 'sell' ? '1' : null,
      refPrice: body.refPrice,
      intendedAt: new Date(),
    },
    skipDuplicates: true,
  });
}
