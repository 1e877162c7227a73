import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mainNetRules } from '@atc/core/desk/brokers/jupiter';
import { createWallet, openWallet } from '@atc/core/desk/signer';
import type { BaseDb } from '@atc/core/kernel/db';
import { Decimal } from '@atc/core/kernel/money';
import type { Clock } from '@atc/core/kernel/time';
import { openLocalBroker, openLocalJupiter, walletOf } from '@atc/venues/jupiter';
import type { ChaosPlace } from './plan.ts';

type JupiterPlace = Extract<ChaosPlace, { readonly venue: 'jupiter' }>;

/** Everything faster than on the main net, so that an expiry is proven within a second. */
const RULES = { ...mainNetRules, expiresAfterMs: 900, slotAboveHeight: 1000, landWithinMs: 200, pollMs: 20 };
const BLOCKS = { blockMs: 10, validBlocks: 80 };
const PASSPHRASE = 'only for chaos, once';

/** The Jupiter broker of a child process. */
export function openChaosJupiter(place: JupiterPlace & { readonly db: BaseDb; readonly clock: Clock }) {
  return openLocalBroker({ ...place, wallet: walletOf(place.secretKey), rules: RULES });
}

/** A local Jupiter with a wallet of its own, and what the chain says that each of our orders moved. */
export async function openJupiterChaos(db: BaseDb, contracts: JupiterPlace['contracts'], price: number) {
  const dir = await mkdtemp(join(tmpdir(), 'chaos-wallet-'));
  const file = join(dir, 'wallet.json');
  await createWallet(file, PASSPHRASE);
  const wallet = await openWallet(file, PASSPHRASE);
  const address = wallet.publicKey.toBase58();
  const venue = await openLocalJupiter({ ...BLOCKS, wallet: address, contracts, priceOf: () => price, cashUsd: 1e6 });
  const place: JupiterPlace = { venue: 'jupiter', url: venue.url, secretKey: [...wallet.secretKey], dir, contracts };
  return {
    venue,
    place,
    accepted: async () => {
      const attempts = await db.orderAttempt.findMany({ include: { order: true } });
      const idOf = new Map(attempts.map(({ signature, order }) => [signature, order.clientOrderId]));
      const moved = new Map<string, string>();
      for (const [signature, units] of venue.swaps()) {
        const id = idOf.get(signature) ?? `unknown ${signature}`;
        // A second swap of an order gets a name that no order has.
        moved.set(moved.has(id) ? `${id} again` : id, new Decimal(units.toString()).div(1e6).toFixed());
      }
      return moved;
    },
    close: async () => {
      await venue.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
