import { VenueBusyError, VenueUnknownError } from '@atc/core/desk/venue';
import { MINUTE_MS } from '@atc/core/kernel/time';
import { z } from 'zod';
import { type JupiterQuestion, openJupiterApi } from '../adapter/jupiter-api.ts';
import type { JupiterConfig } from '../settings.ts';
import type { QuoteSource } from './token-prices.ts';

const PATIENCE_MS = 5000;
/** What Jupiter lets through with a key, and without one; half of it, the rest is for trading. */
const PACES = { keyed: { requests: 30, windowMs: MINUTE_MS }, open: { requests: 1, windowMs: 4000 } };

/** After a failure nobody is asked for so long, twice as long after each further one, up to the longest. */
const FIRST_REST_MS = 2500;
const LONGEST_REST_MS = 30_000;

const prices = z.record(z.string(), z.unknown());
const tokens = z.array(z.unknown());

/**
 * Asks Jupiter's Price and Tokens APIs, at the pace that the key allows; where one fails it rests, and the other does
 * not.
 */
export function openQuotes(
  { jupiter }: Pick<JupiterConfig, 'jupiter'>,
  monotonicMs = () => performance.now(),
): QuoteSource {
  const pace = jupiter.apiKey ? PACES.keyed : PACES.open;
  const api = openJupiterApi({ baseUrl: jupiter.url, apiKey: jupiter.apiKey, pace });
  const ask = async <T>(question: Omit<JupiterQuestion<T>, 'signal'>): Promise<T> => {
    const said = await api.ask({ ...question, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!said.ok) throw new VenueUnknownError(`jupiter gives no quotes: ${said.code}`);
    return said.value;
  };
  return {
    prices: resting(
      (mints) => ask({ path: '/price/v3', query: { ids: mints.join(',') }, answer: prices }),
      monotonicMs,
    ),
    tokens: resting(
      (mints) => ask({ path: '/tokens/v2/search', query: { query: mints.join(',') }, answer: tokens }),
      monotonicMs,
    ),
  };
}

/** Asks nothing for a while after a failure: for as long as Jupiter wished, else longer with every further one. */
function resting<T>(ask: (mints: readonly string[]) => Promise<T>, monotonicMs: () => number): typeof ask {
  let failures = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async (mints) => {
    const leftMs = restsUntil - monotonicMs();
    if (leftMs > 0) throw new VenueUnknownError(`jupiter is asked for quotes again in ${Math.ceil(leftMs / 1000)} s`);
    try {
      const said = await ask(mints);
      failures = 0;
      return said;
    } catch (error) {
      failures += 1;
      restsUntil = monotonicMs() + restAfter(error, failures);
      throw error;
    }
  };
}

function restAfter(error: unknown, failures: number): number {
  if (error instanceof VenueBusyError) return error.afterMs;
  return Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
}
