import type { BaseDb } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';
import type { ChaosTwin } from '../../house/index.ts';
import { mainNetRules } from '../adapter/context.ts';
import { openLocalBroker, walletOf } from '../local/local-broker.ts';
import { openLocalJupiter } from '../local/local-jupiter.ts';
import { freshWallet } from './fresh-wallet.ts';
import { nameSwaps } from './store.ts';

/** Everything faster than on the main net, so that an expiry is proven within a second. */
const RULES = { ...mainNetRules, expiresAfterMs: 900, slotAboveHeight: 1000, landWithinMs: 200, pollMs: 20 };
const BLOCKS = { blockMs: 10, validBlocks: 80 };
const PRICE = 0.00002;
const DECIMALS = 6;

const place = z.object({
  url: z.url(),
  /** Of a wallet that was made for this run. */
  secretKey: z.array(z.number().int()),
  dir: z.string(),
  contracts: z.array(z.object({ contract: z.string(), decimals: z.number().int() })),
});

/** A local Jupiter with a wallet of its own, for processes that are killed while they swap on it. */
export const jupiterChaos: ChaosTwin = {
  // At a tenth of a cent no stop fits between a price and nothing, and none rests here.
  price: PRICE,
  fillsInParts: false,
  open: async ({ db, contracts: names }) => {
    const contracts = names.map((contract) => ({ contract, decimals: DECIMALS }));
    const { wallet, address, dir, remove } = await freshWallet();
    const priceOf = () => PRICE;
    const venue = await openLocalJupiter({ ...BLOCKS, wallet: address, contracts, priceOf, cashUsd: 1e6 });
    const reached: z.infer<typeof place> = { url: venue.url, secretKey: [...wallet.secretKey], dir, contracts };
    return {
      venue,
      place: reached,
      accepted: () => nameMoved(db, venue.swaps()),
      close: async () => {
        await venue.close();
        await remove();
      },
    };
  },
  openBroker: (at, { db, clock }) => {
    const { secretKey, ...reached } = place.parse(at);
    return openLocalBroker({ ...reached, db, clock, wallet: walletOf(secretKey), rules: RULES });
  },
};

/** What the chain says that each of our orders moved. */
async function nameMoved(db: BaseDb, swaps: ReadonlyMap<string, bigint>): Promise<ReadonlyMap<string, string>> {
  const names = await nameSwaps(db, [...swaps.keys()]);
  const moved = new Map<string, string>();
  for (const [signature, units] of swaps) {
    const id = names.get(signature) ?? signature;
    // A second swap of an order gets a name that no order has.
    moved.set(moved.has(id) ? `${id} again` : id, new Decimal(units.toString()).div(10 ** DECIMALS).toFixed());
  }
  return moved;
}
