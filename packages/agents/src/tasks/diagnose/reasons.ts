/**
 * Something that was said for or against an entry; the weight is what it added to the log odds, null where it is not
 * known.
 */
export interface Reason {
  readonly name: string;
  readonly value: number | string | null;
  readonly weight: number | null;
  readonly text: string;
}

/** A reason that spoke for an entry, and what became of it. */
export interface ReasonNow {
  readonly name: string;
  /** What it said at the entry, and says later. */
  readonly said: string;
  readonly says: string | null;
  readonly weightThen: number;
  readonly weightNow: number | null;
  /**
   * `failed` when it no longer speaks for the trade, `weakened` under half of its weight, `unknown` when it cannot be
   * read again.
   */
  readonly verdict: 'held' | 'weakened' | 'failed' | 'unknown';
}

export interface Compared {
  /** What spoke for the entry, the heaviest first. */
  readonly reasons: readonly ReasonNow[];
  /** What spoke against it, and was overruled. */
  readonly overruled: readonly string[];
  /** Share of the weight for it that no longer speaks for it; null when nothing can be read again. */
  readonly failedShare: number | null;
}

const LEAST_WEIGHT = 0.02;
const WEAK = 0.5;

/** What has become of the reasons of an entry, each against the same reading of the chart at a later instant. */
export function compareReasons(then: readonly Reason[], now: readonly Reason[]): Compared {
  const weighed = then.flatMap((reason) => (reason.weight === null ? [] : [{ ...reason, weight: reason.weight }]));
  const reasons = weighed
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .sort((a, b) => b.weight - a.weight)
    .map((reason) => {
      const later = now.find(({ name }) => name === reason.name);
      const weightNow = later?.weight ?? null;
      return {
        name: reason.name,
        said: reason.text,
        says: later?.text ?? null,
        weightThen: reason.weight,
        weightNow,
        verdict: verdictOf(reason.weight, weightNow),
      };
    });
  const overruled = weighed.filter(({ weight }) => weight <= -LEAST_WEIGHT).map(({ text }) => text);
  return { reasons, overruled, failedShare: failedShare(reasons) };
}

function verdictOf(then: number, now: number | null): ReasonNow['verdict'] {
  if (now === null) return 'unknown';
  if (now < LEAST_WEIGHT) return 'failed';
  return now < then * WEAK ? 'weakened' : 'held';
}

function failedShare(reasons: readonly ReasonNow[]): number | null {
  const readable = reasons.filter(({ verdict }) => verdict !== 'unknown');
  const all = readable.reduce((sum, { weightThen }) => sum + weightThen, 0);
  if (all === 0) return null;
  return readable.reduce((sum, { verdict, weightThen }) => sum + (verdict === 'failed' ? weightThen : 0), 0) / all;
}
