import type { ListedContract } from '../../market/index.ts';

/** A contract that may be traded, with the symbol it goes by. */
export interface Named {
  readonly contract: string;
  readonly symbol: string;
}

/**
 * The universe with every contract that its market no longer lists in the place of the one that it lists for the same
 * symbol now; null where nothing has rolled. What nobody succeeds stays, and is refused where it cannot be bought.
 */
export function rolled(
  universe: readonly string[],
  known: readonly Named[],
  listed: readonly Pick<ListedContract, 'contract' | 'symbol'>[],
): readonly string[] | null {
  const next = universe.map((contract) => {
    // One that is listed by its own name only is there to be sold.
    if (listed.some((one) => one.contract === contract && one.symbol !== contract)) return contract;
    const symbol = known.find((one) => one.contract === contract)?.symbol;
    return listed.find((one) => one.symbol === symbol)?.contract ?? contract;
  });
  return next.some((contract, i) => contract !== universe[i]) ? [...new Set(next)] : null;
}
