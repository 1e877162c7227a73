import type { Candle, Market } from '../../desk/market/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';

const LOOK_MS = 2 * DAY_MS;

/** What holding a contract returned, a fraction; null where it cannot be priced at both ends. */
export type Held = (contract: string) => number | null;

/**
 * The return of holding a contract, looked up once each: from the open of its first bar at or after `from` to its last
 * close before `to`.
 */
export function heldReturns(market: Market, { from, to }: { readonly from: Date; readonly to: Date }): Held {
  const held = heldSince(market, from);
  const known = new Map<string, number | null>();
  return (contract) => {
    const before = known.get(contract);
    if (before !== undefined) return before;
    const found = held(contract, to);
    known.set(contract, found);
    return found;
  };
}

/**
 * What holding a contract from `from` on had returned by an instant, in the same way. Its first bar is looked for until
 * it is found.
 */
export function heldSince(market: Market, from: Date): (contract: string, to: Date) => number | null {
  const listed = new Map(market.contracts().map((contract) => [contract.contract, contract]));
  const begun = new Map<string, Candle>();
  const beginOf = (contract: string, to: Date): Candle | undefined => {
    const firstBarAt = listed.get(contract)?.firstBarAt;
    if (!firstBarAt) return undefined;
    const start = Math.max(from.getTime(), firstBarAt.getTime());
    const first = firstBar(market, contract, { from: start, to: Math.min(start + LOOK_MS, to.getTime()) });
    if (first) begun.set(contract, first);
    return first;
  };
  return (contract, to) => {
    const first = begun.get(contract) ?? beginOf(contract, to);
    const last = first && market.price(contract, to);
    return last && last.at.getTime() > first.openAt ? last.price / first.open - 1 : null;
  };
}

/** The first bar that closed in a span; looked for further and further out, since it is nearly always near. */
function firstBar(
  market: Market,
  contract: string,
  { from, to }: { readonly from: number; readonly to: number },
): Candle | undefined {
  for (let spanMs = market.barMs; ; spanMs *= 8) {
    const until = Math.min(from + spanMs, to);
    const [first] = market.barsClosedBetween(contract, new Date(from), new Date(until));
    if (first || until >= to) return first;
  }
}

/** Return of equal parts of these contracts; null when one of them cannot be priced, or there are none. */
export function equalParts(contracts: readonly string[], held: Held): number | null {
  if (contracts.length === 0) return null;
  let sum = 0;
  for (const contract of contracts) {
    const part = held(contract);
    if (part === null) return null;
    sum += part;
  }
  return sum / contracts.length;
}
