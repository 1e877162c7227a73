import { equalParts, heldSince } from '../buy-and-hold.ts';
import { listTradeSums } from '../trades-store.ts';
import type { StandingContext } from './read-standing.ts';

/** What holding the traded tokens from the start had returned by an instant, a fraction; null where it has no price. */
export type Holding = (at: Date) => number | null;

/** Reads what the company has traded so far; the answer tells for any instant what holding it had come to. */
export async function readHolding({ db, market, clock }: StandingContext): Promise<Holding> {
  const [sum] = await listTradeSums(db, 'company', clock.now());
  const held = heldSince(market, clock.world.startsAt);
  return (at) => equalParts(sum?.contracts ?? [], (contract) => held(contract, at));
}
