/** How long answers may be: a model that thinks first needs more than what it says in the end. */
export interface AnswerRoom {
  /** The limit of an answer of a model, in tokens, where so many would do for one that does not think. */
  of(model: string, tokens: number): number;
  /** Gives a model more after a limit left it no word; false when there is no more to give. */
  widen(model: string, limit: number): boolean;
}

const TIMES_WIDER = 4;
const MOST_TOKENS = 16_000;

/** Begins with what is asked for; what a model was given once it is given from then on. */
export function openAnswerRoom(): AnswerRoom {
  const least = new Map<string, number>();
  return {
    of: (model, tokens) => Math.max(tokens, least.get(model) ?? 0),
    widen: (model, limit) => {
      if (limit >= MOST_TOKENS) return false;
      least.set(model, Math.min(MOST_TOKENS, limit * TIMES_WIDER));
      return true;
    },
  };
}
