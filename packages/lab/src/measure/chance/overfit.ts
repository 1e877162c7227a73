import { BLOCKS } from '../conventions.ts';

/** What choosing the best variant by one half of a history was worth in the other half. */
export interface Overfit {
  /** Share of the splits in which the chosen variant did worse than the median of all afterwards. */
  readonly probability: number;
  readonly splits: number;
  /** Sharpe ratio of a period that the chosen variant had afterwards, mean of the splits. */
  readonly chosen: number;
  /** Share of the splits in which it lost afterwards. */
  readonly losing: number;
}

/** Sums of a variant's returns and of their squares in each block, so that a half is a few additions. */
interface Sums {
  readonly sum: readonly number[];
  readonly squares: readonly number[];
}

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey and others, 2015): the
 * history is cut into blocks, and every half of them chooses for the other. Null with fewer than two variants or a day
 * a block.
 */
export function overfitOf(variants: readonly (readonly number[])[], blocks = BLOCKS): Overfit | null {
  const length = Math.floor((variants[0]?.length ?? 0) / blocks);
  if (variants.length < 2 || length < 1) return null;
  const sums = variants.map((returns) => sumsOf(returns, { blocks, length }));
  const splits = halvesOf(blocks).map((chosen) => judgeSplit(sums, { chosen, length }));
  const share = (of: (split: Split) => number) => splits.reduce((sum, split) => sum + of(split), 0) / splits.length;
  return {
    probability: share(({ rank }) => (rank < 0.5 ? 1 : rank > 0.5 ? 0 : 0.5)),
    splits: splits.length,
    chosen: share(({ after }) => after),
    losing: share(({ after }) => (after < 0 ? 1 : 0)),
  };
}

interface Cut {
  readonly blocks: number;
  readonly length: number;
}

function sumsOf(returns: readonly number[], { blocks, length }: Cut): Sums {
  const parts = Array.from({ length: blocks }, (_, block) => returns.slice(block * length, (block + 1) * length));
  return {
    sum: parts.map((part) => part.reduce((sum, value) => sum + value, 0)),
    squares: parts.map((part) => part.reduce((sum, value) => sum + value * value, 0)),
  };
}

/** Every choice of half of the blocks, as which of them are chosen. */
function halvesOf(blocks: number): readonly (readonly boolean[])[] {
  const masks = Array.from({ length: 2 ** blocks }, (_, mask) =>
    Array.from({ length: blocks }, (__, block) => ((mask >> block) & 1) === 1),
  );
  return masks.filter((chosen) => chosen.filter(Boolean).length === Math.floor(blocks / 2));
}

interface Split {
  /** Where the chosen variant stands afterwards: 0 worst, 1 best. */
  readonly rank: number;
  readonly after: number;
}

function judgeSplit(
  sums: readonly Sums[],
  { chosen, length }: { readonly chosen: readonly boolean[]; readonly length: number },
): Split {
  const other = chosen.map((one) => !one);
  const before = sums.map((variant) => sharpeIn(variant, chosen, length));
  const after = sums.map((variant) => sharpeIn(variant, other, length));
  const best = before.indexOf(Math.max(...before));
  const found = after[best] ?? 0;
  const worse = after.filter((one) => one < found).length;
  const equal = after.filter((one) => one === found).length - 1;
  return { rank: (worse + equal / 2) / (after.length - 1), after: found };
}

function sharpeIn({ sum, squares }: Sums, taken: readonly boolean[], length: number): number {
  let [total, square, count] = [0, 0, 0];
  for (let block = 0; block < taken.length; block += 1)
    if (taken[block]) {
      total += sum[block] ?? 0;
      square += squares[block] ?? 0;
      count += length;
    }
  const average = total / count;
  const variance = (square - count * average * average) / (count - 1);
  return variance > 1e-18 ? average / Math.sqrt(variance) : 0;
}
