/** A swap of a watched wallet as it was stored. */
export interface SeenSwap {
  readonly wallet: string;
  readonly signature: string;
  readonly contract: string;
  readonly side: 'buy' | 'sell';
  readonly usd: number;
}

export interface CrowdRules {
  readonly min_wallets: number;
  readonly min_usd: number;
}

/** Wallets that do the same with a token. */
export interface Crowd {
  readonly contract: string;
  readonly side: 'buy' | 'sell';
  readonly wallets: readonly string[];
  readonly signatures: readonly string[];
  readonly usd: number;
}

/**
 * Tokens that enough wallets bought, or sold, and more of them than did the opposite. A wallet counts once for what it
 * did in all; small swaps do not count.
 */
export function crowdsOf(swaps: readonly SeenSwap[], rules: CrowdRules): readonly Crowd[] {
  const contracts = [...new Set(swaps.map(({ contract }) => contract))].sort();
  return contracts.flatMap((contract) => {
    const of = swaps.filter((swap) => swap.contract === contract && swap.usd >= rules.min_usd);
    const [bought, sold] = [sideOf(of, 'buy'), sideOf(of, 'sell')];
    const larger = bought.wallets.length >= sold.wallets.length ? bought : sold;
    const smaller = larger === bought ? sold : bought;
    const crowded = larger.wallets.length >= rules.min_wallets && larger.wallets.length > smaller.wallets.length;
    return crowded ? [{ contract, ...larger }] : [];
  });
}

function sideOf(swaps: readonly SeenSwap[], side: Crowd['side']): Omit<Crowd, 'contract'> {
  const of = swaps.filter((swap) => swap.side === side);
  return {
    side,
    wallets: [...new Set(of.map(({ wallet }) => wallet))],
    signatures: of.map(({ signature }) => signature),
    usd: of.reduce((sum, { usd }) => sum + usd, 0),
  };
}
