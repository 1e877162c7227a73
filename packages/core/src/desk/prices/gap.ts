import { MINUTE_MS } from '../../kernel/time/index.ts';

/** What was told of prices that do not come. Times are company time. */
export interface Gap {
  readonly isOpen: boolean;
  /** How often it was told since prices last came for long. */
  readonly told: number;
  /** When the last price came; of one that is over, when it ended. */
  readonly since: Date;
  readonly nextTellAt: Date;
  /** Of one that is open: since when prices come again. */
  readonly freshSince: Date | null;
}

/** What is seen of the prices at this moment: since when there are none, or null where they come. */
export interface Sight {
  readonly silentSince: Date | null;
  readonly now: Date;
}

export type GapMove =
  | { readonly kind: 'nothing' }
  /** The row changes and nobody is told. */
  | { readonly kind: 'note'; readonly gap: Gap }
  | { readonly kind: 'tell'; readonly gap: Gap }
  | { readonly kind: 'end'; readonly gap: Gap };

/** The pauses between one telling and the next: the last one holds for all that follow. */
const PAUSES_MS = [5, 15, 60, 240, 1440].map((minutes) => minutes * MINUTE_MS);
/** How long prices must come until an end is told: at once at first, longer the more often it was told. */
const CALM_MS = [0, 1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** Whoever has had prices for so long begins anew. */
const FORGOTTEN_MS = 1440 * MINUTE_MS;

/**
 * What follows from what is seen: a gap is told at once, again after pauses that grow, and its end when prices come.
 * Prices that come and go are one gap: nobody is told that all is well until they have come for a while.
 */
export function nextMove(known: Gap | null, sight: Sight): GapMove {
  return sight.silentSince === null ? whenFresh(known, sight.now) : whenSilent(known, sight.silentSince, sight.now);
}

function whenSilent(known: Gap | null, since: Date, now: Date): GapMove {
  if (!known?.isOpen) {
    const remembered = known && now.getTime() - known.since.getTime() < FORGOTTEN_MS ? known.told : 0;
    return { kind: 'tell', gap: told(remembered + 1, since, now) };
  }
  if (now >= known.nextTellAt) return { kind: 'tell', gap: told(known.told + 1, known.since, now) };
  return known.freshSince === null ? { kind: 'nothing' } : { kind: 'note', gap: { ...known, freshSince: null } };
}

function whenFresh(known: Gap | null, now: Date): GapMove {
  if (!known?.isOpen) return { kind: 'nothing' };
  const freshSince = known.freshSince ?? now;
  if (now.getTime() - freshSince.getTime() >= stepOf(CALM_MS, known.told))
    return { kind: 'end', gap: { ...known, isOpen: false, since: now, freshSince: null } };
  return known.freshSince ? { kind: 'nothing' } : { kind: 'note', gap: { ...known, freshSince } };
}

function told(times: number, since: Date, now: Date): Gap {
  const nextTellAt = new Date(now.getTime() + stepOf(PAUSES_MS, times));
  return { isOpen: true, told: times, since, nextTellAt, freshSince: null };
}

const stepOf = (steps: readonly number[], times: number): number => steps[Math.min(times, steps.length) - 1] ?? 0;
