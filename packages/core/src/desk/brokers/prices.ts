import { z } from 'zod';
import type { Config } from '../../kernel/config/index.ts';
import type { AskPrices } from '../market/index.ts';
import { VenueUnknownError } from './broker.ts';
import { openJupiterApi } from './jupiter/api/jupiter-api.ts';

const PATIENCE_MS = 5000;
/** What Jupiter lets through with a key, and without one; half of it, the rest is for trading. */
const PACES = { keyed: { requests: 30, windowMs: 60_000 }, open: { requests: 1, windowMs: 4000 } };

const answer = z.record(z.string(), z.unknown());

/** Asks Jupiter's Price API for the prices of mints, at the pace that the key allows. */
export function openPrices({ jupiter }: Pick<Config, 'jupiter'>): AskPrices {
  const pace = jupiter.apiKey ? PACES.keyed : PACES.open;
  const api = openJupiterApi({ baseUrl: jupiter.url, apiKey: jupiter.apiKey, pace });
  return async (mints) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const said = await api.ask({ path: '/price/v3', query: { ids: mints.join(',') }, answer, signal });
    if (!said.ok) throw new VenueUnknownError(`jupiter gives no prices: ${said.code}`);
    return said.value;
  };
}
