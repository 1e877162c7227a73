import { type Freshness, freshnessOf } from '../figures/freshness.ts';
import { useSteadyNow } from '../parts/now.ts';
import { useLink } from '../server/link.ts';
import { useRead } from '../server/reads.ts';

export interface Age {
  readonly freshness: Freshness;
  /** How old what is shown is at most. */
  readonly ageMs: number;
  readonly retryInMs: number | null;
}

const TICK_MS = 500;

/** How old the figures on this page are, told twice a second. */
export function useFreshness(): Age {
  const now = useSteadyNow(TICK_MS);
  const { state, heardAt, retryAt } = useLink();
  const { readAt } = useRead('GET /api/portfolio', {});
  const silentMs = Math.max(0, now - heardAt);
  const readMs = readAt === 0 ? 0 : Math.max(0, Date.now() - readAt);
  return {
    freshness: freshnessOf({ link: state, silentMs, readMs }),
    ageMs: readMs,
    retryInMs: retryAt === null ? null : Math.max(0, retryAt - now),
  };
}
