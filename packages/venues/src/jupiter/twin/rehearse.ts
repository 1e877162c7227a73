import type { BrokerContext } from '@atc/core/desk/venue';
import type { RehearsalWish, Rehearsed } from '../../house/index.ts';
import { type JupiterRules, mainNetRules } from '../adapter/context.ts';
import { openLocalBroker } from '../local/local-broker.ts';
import { openLocalJupiter } from '../local/local-jupiter.ts';
import { freshWallet } from './fresh-wallet.ts';
import { nameSwaps } from './store.ts';

/** The main net's, but for the time that an expiry takes: blocks are as long, a blockhash is good for fewer of them. */
const RULES: JupiterRules = { ...mainNetRules, expiresAfterMs: 9000, slotAboveHeight: 1000, pollMs: 500 };
const BLOCKS = { blockMs: 400, validBlocks: 15 };

/** A local Jupiter with two Solana nodes and a wallet of its own, made for this rehearsal and forgotten after it. */
export async function rehearseJupiter(desk: BrokerContext, { cashUsd }: RehearsalWish): Promise<Rehearsed> {
  const { db, clock, market } = desk;
  const { wallet, address, dir, remove } = await freshWallet();
  const contracts = market.contracts();
  const priceOf = (contract: string) => market.price(contract, clock.now())?.price ?? null;
  const venue = await openLocalJupiter({ ...BLOCKS, wallet: address, contracts, priceOf, cashUsd });
  const close = async () => {
    await venue.close();
    await remove();
  };
  return {
    venue: { ...venue, close },
    broker: openLocalBroker({ db, clock, url: venue.url, wallet, dir, contracts, rules: RULES }),
    filledOrders: async () => [...(await nameSwaps(db, [...venue.swaps().keys()])).values()],
    heldByVenue: () => venue.held(),
  };
}
