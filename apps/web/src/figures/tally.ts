/** What these deciders need of a closed trade. */
export interface Ended {
  readonly resultUsd: string;
  readonly feesUsd: string;
  readonly r: number | null;
  readonly outcome: 'win' | 'loss' | 'breakeven';
}

export interface Tally {
  readonly trades: number;
  readonly wins: number;
  readonly resultUsd: number;
  readonly feesUsd: number;
  /** Mean of the results in units of their risk; null where none had a stop. */
  readonly meanR: number | null;
}

/** What closed trades come to together. */
export function tallyOf(ended: readonly Ended[]): Tally {
  const rs = ended.flatMap(({ r }) => (r === null ? [] : [r]));
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  return {
    trades: ended.length,
    wins: ended.filter(({ outcome }) => outcome === 'win').length,
    resultUsd: sum(ended.map(({ resultUsd }) => Number(resultUsd))),
    feesUsd: sum(ended.map(({ feesUsd }) => Number(feesUsd))),
    meanR: rs.length === 0 ? null : sum(rs) / rs.length,
  };
}

export interface Bin {
  /** The bin holds results from here on, in R. */
  readonly from: number;
  readonly count: number;
}

const WIDTH = 0.5;
const FURTHEST = 3;

/** How often results fell into each half R; what lies further out stands in the last bin of its side. */
export function binsOf(ended: readonly Ended[]): readonly Bin[] {
  const count = (2 * FURTHEST) / WIDTH;
  const binAt = (r: number) => Math.min(count - 1, Math.max(0, Math.floor((r + FURTHEST) / WIDTH)));
  const counts = Array.from({ length: count }, () => 0);
  for (const { r } of ended) if (r !== null) counts[binAt(r)] = (counts[binAt(r)] ?? 0) + 1;
  return counts.map((one, i) => ({ from: i * WIDTH - FURTHEST, count: one }));
}
