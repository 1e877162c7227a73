/** Where instruments of one kind are traded: there is one account for each. */
export interface TradingPlace {
  /** `paper`, or the name of a venue that was handed in. */
  readonly venue: string;
  readonly assetClass: 'crypto' | 'equity' | 'option' | 'future';
}

/** Paper money on a simulated or recorded market. */
export const PAPER_PLACE: TradingPlace = { venue: 'paper', assetClass: 'crypto' };

export interface Instrument {
  readonly id: string;
  readonly venue: TradingPlace['venue'];
  readonly symbol: string;
  readonly contract: string;
  readonly decimals: number;
}

export type TokenResolution =
  | { readonly instrument: Instrument }
  | { readonly refusal: 'unknown_token' | 'ambiguous_token' | 'not_in_universe' };

/** Picks the one instrument that a written token means: by id or contract, else by a symbol that only one bears. */
export function chooseInstrument(
  token: string,
  candidates: readonly Instrument[],
  universe: readonly string[],
): TokenResolution {
  const exact = candidates.filter((candidate) => candidate.id === token || candidate.contract === token);
  const matching = exact.length > 0 ? exact : candidates;
  if (matching.length === 0) return { refusal: 'unknown_token' };
  const listed = matching.filter((candidate) => universe.includes(candidate.contract));
  if (listed.length === 0) return { refusal: 'not_in_universe' };
  const [only] = listed;
  return listed.length === 1 && only ? { instrument: only } : { refusal: 'ambiguous_token' };
}
