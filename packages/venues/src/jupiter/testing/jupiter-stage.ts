import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderBody } from '@atc/core/desk/venue';
import { type BaseDb, newId } from '@atc/core/kernel/db';
import type { Clock } from '@atc/core/kernel/time';
import { Keypair } from '@solana/web3.js';
import { type JupiterRules, mainNetRules } from '../adapter/context.ts';
import type { JupiterBroker } from '../adapter/jupiter-broker.ts';
import { type LocalJupiter, openLocalBroker, openLocalJupiter } from '../local/index.ts';

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
  landWithinMs: 3000,
  pollMs: 15,
};

/** The Jupiter broker with its signer, on a local venue whose blocks pass quickly. */
export async function jupiterStage({ db, clock, contracts, priceOf, ...wish }: StageOptions): Promise<JupiterStage> {
  const wallet = Keypair.generate();
  const dir = await mkdtemp(join(tmpdir(), 'jupiter-'));
  const listed = contracts.map((contract) => ({ contract, decimals: 6 }));
  const venue = await openLocalJupiter({
    wallet: wallet.publicKey.toBase58(),
    contracts: listed,
    priceOf,
    cashUsd: 1e6,
    blockMs: BLOCK_MS,
    validBlocks: wish.validBlocks ?? 3000,
  });
  const rules = { ...fast, ...wish.rules };
  const broker = openLocalBroker({ db, clock, url: venue.url, wallet, dir, contracts: listed, rules });
  return {
    venue,
    broker,
    close: async () => {
      await venue.close();
      await rm(dir, { recursive: true });
    },
  };
}

/**
 * Commits an order as the desk would have done before its broker is called; a second one of the same id is not written.
 */
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
