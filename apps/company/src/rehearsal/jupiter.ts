import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperContext } from '@atc/core/desk/brokers';
import { type JupiterRules, mainNetRules } from '@atc/core/desk/brokers/jupiter';
import { createWallet, openWallet } from '@atc/core/desk/signer';
import { openLocalBroker, openLocalJupiter } from '@atc/venues/jupiter';
import { nameSwaps } from './store.ts';
import type { RehearsalWish, Rehearsed } from './venues.ts';

/** The main net's, but for the time that an expiry takes: blocks are as long, a blockhash is good for fewer of them. */
const RULES: JupiterRules = { ...mainNetRules, expiresAfterMs: 9000, slotAboveHeight: 1000, pollMs: 500 };
const BLOCKS = { blockMs: 400, validBlocks: 15 };
const PASSPHRASE = 'only for a rehearsal';

/** A local Jupiter with two Solana nodes and a wallet of its own, made for this rehearsal and forgotten after it. */
export async function openJupiterStage(desk: PaperContext, { cashUsd }: RehearsalWish): Promise<Rehearsed> {
  const { db, clock, market } = desk;
  const dir = await mkdtemp(join(tmpdir(), 'company-wallet-'));
  const file = join(dir, 'wallet.json');
  await createWallet(file, PASSPHRASE);
  const wallet = await openWallet(file, PASSPHRASE);
  const contracts = market.contracts();
  const venue = await openLocalJupiter({
    ...BLOCKS,
    wallet: wallet.publicKey.toBase58(),
    contracts,
    priceOf: (contract) => market.price(contract, clock.now())?.price ?? null,
    cashUsd,
  });
  const broker = openLocalBroker({ db, clock, url: venue.url, wallet, dir, contracts, rules: RULES });
  return {
    venue: {
      ...venue,
      close: async () => {
        await venue.close();
        await rm(dir, { recursive: true, force: true });
      },
    },
    broker,
    filledOrders: () => nameSwaps(db, [...venue.swaps().keys()]),
    heldByVenue: () => venue.held(),
  };
}
