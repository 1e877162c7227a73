import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperContext } from '@atc/core/desk/brokers';
import { type JupiterRules, mainNetRules, openJupiterApi, openJupiterBroker } from '@atc/core/desk/brokers/jupiter';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { createWallet, openDailySpending, openLocalSigner, openWallet } from '@atc/core/desk/signer';
import { USDC } from '@atc/core/desk/solana';
import { CASH_DECIMALS, openLocalJupiter } from '@atc/venues/jupiter';
import { nameSwaps } from './store.ts';
import type { Rehearsed } from './venues.ts';

/** The main net's, but for the time that an expiry takes: blocks are as long, a blockhash is good for fewer of them. */
const RULES: JupiterRules = { ...mainNetRules, expiresAfterMs: 9000, slotAboveHeight: 1000, pollMs: 500 };
const BLOCKS = { blockMs: 400, validBlocks: 15 };
const PACE = { requests: 1000, windowMs: 1000 };
const PASSPHRASE = 'only for a rehearsal';
const LIMIT = 10n ** 15n;

/** A local Jupiter with two Solana nodes and a wallet of its own, made for this rehearsal and forgotten after it. */
export async function openJupiterStage(desk: PaperContext, cashUsd: number): Promise<Rehearsed> {
  const { db, clock, market } = desk;
  const dir = await mkdtemp(join(tmpdir(), 'company-wallet-'));
  const file = join(dir, 'wallet.json');
  await createWallet(file, PASSPHRASE);
  const wallet = await openWallet(file, PASSPHRASE);
  const venue = await openLocalJupiter({
    ...BLOCKS,
    wallet: wallet.publicKey.toBase58(),
    contracts: market.contracts(),
    priceOf: (contract) => market.price(contract, clock.now())?.price ?? null,
    cashUsd,
  });
  const spending = openDailySpending({ dir, limit: LIMIT, now: () => clock.machineNow() });
  const signer = openLocalSigner({
    wallet,
    nodes: venue.nodes,
    counterparties: [venue.pools.pool],
    spending: { ...spending, mint: USDC },
    lamportsAtMost: 5_000_000n,
  });
  const broker = openJupiterBroker({
    db,
    clock,
    signer,
    api: openJupiterApi({ baseUrl: venue.url, apiKey: null, pace: PACE }),
    nodes: venue.nodes,
    cash: { mint: USDC, decimals: CASH_DECIMALS },
    tokenOf: async (contract) => venue.pools.mintOf(contract),
    instrumentOf: async (mint) => {
      const token = venue.pools.tokens.find((listed) => listed.mint === mint);
      const [instrument] = token ? await findInstrumentsByContract(db, [token.contract]) : [];
      return instrument && token ? { id: instrument.id, decimals: token.decimals } : null;
    },
    rules: RULES,
  });
  const swapped = () => [...venue.chain.landed].filter(([, { error }]) => error === null);
  return {
    venue: {
      ...venue,
      close: async () => {
        await venue.close();
        await rm(dir, { recursive: true, force: true });
      },
    },
    broker,
    acceptedOrders: () =>
      nameSwaps(
        db,
        swapped().map(([signature]) => signature),
      ),
    heldByVenue: () => venue.held(),
  };
}
