import type { Market } from '../../desk/market/index.ts';

const LOOK_MS = 2 * 86_400_000;

/**
 * Return of each contract that has prices, a fraction: from the open of its first bar at or after `from` to its last close
 * before `to`. What cannot be priced at both ends is left out.
 */
export function heldReturns(
  market: Market,
  contracts: readonly string[],
  { from, to }: { readonly from: Date; readonly to: Date },
): ReadonlyMap<string, number> {
  const listed = new Map(market.contracts().map((contract) => [contract.contract, contract]));
  return new Map(
    contracts.flatMap((contract) => {
      const firstBarAt = listed.get(contract)?.firstBarAt;
      if (!firstBarAt) return [];
      const start = Math.max(from.getTime(), firstBarAt.getTime());
      const until = new Date(Math.min(start + LOOK_MS, to.getTime()));
      const first = market.barsClosedBetween(contract, new Date(start), until)[0];
      const last = market.price(contract, to);
      return first && last ? [[contract, last.price / first.open - 1] as const] : [];
    }),
  );
}

/** Return of equal parts of these contracts; null when one of them cannot be priced, or there are none. */
export function equalParts(contracts: readonly string[], returns: ReadonlyMap<string, number>): number | null {
  const parts = contracts.map((contract) => returns.get(contract));
  if (parts.length === 0) return null;
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return null;
    sum += part;
  }
  return sum / parts.length;
}
