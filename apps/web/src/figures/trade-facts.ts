/** What these deciders need of a plan. */
export interface Plan {
  readonly entryPrice: string | null;
  readonly stopLoss: string | null;
  readonly target: string | null;
}

/** How far the stop lies below the entry, a fraction; null where one of them is unknown. */
export function stopShareOf({ entryPrice, stopLoss }: Plan): number | null {
  return entryPrice === null || stopLoss === null ? null : Number(stopLoss) / Number(entryPrice) - 1;
}

/** What the plan may earn for each unit that it may lose. */
export function payoffOf({ entryPrice, stopLoss, target }: Plan): number | null {
  if (entryPrice === null || stopLoss === null || target === null) return null;
  const [entry, stop] = [Number(entryPrice), Number(stopLoss)];
  return entry > stop ? (Number(target) - entry) / (entry - stop) : null;
}

/** A result in units of what was risked first; null where nothing was. */
export function rOf(resultUsd: string, riskUsd: string | null): number | null {
  return riskUsd === null || Number(riskUsd) === 0 ? null : Number(resultUsd) / Number(riskUsd);
}

export interface Evidence {
  readonly name: string;
  readonly text: string;
  readonly weight: number;
}

/** What speaks for and against, the heaviest first; what weighs nothing is left out. */
export function weighed(evidence: readonly unknown[]): readonly Evidence[] {
  return evidence
    .flatMap((one) => (isEvidence(one) && one.weight !== 0 ? [one] : []))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

function isEvidence(one: unknown): one is Evidence {
  return typeof one === 'object' && one !== null && 'text' in one && 'weight' in one && typeof one.weight === 'number';
}

/** The furthest that the price went for a trade, in units of its first risk. */
export function furthestOf(
  { entryPrice, initialStop }: { readonly entryPrice: string | null; readonly initialStop: string | null },
  highest: string | null,
): number | null {
  if (entryPrice === null || initialStop === null || highest === null) return null;
  const risk = Number(entryPrice) - Number(initialStop);
  return risk > 0 ? Math.max(0, (Number(highest) - Number(entryPrice)) / risk) : null;
}
