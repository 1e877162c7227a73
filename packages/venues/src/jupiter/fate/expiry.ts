import type { JupiterRules } from '../adapter/context.ts';

/** What one node says of the present. */
export interface NodeView {
  readonly height: bigint;
  readonly slot: bigint;
}

export interface ExpiryCase {
  readonly views: readonly NodeView[];
  readonly lastValidHeight: bigint;
  /** Machine time since it was signed. */
  readonly ageMs: number;
}

type ExpiryRules = Pick<JupiterRules, 'expiresAfterMs' | 'heightsWithin' | 'slotAboveHeight'>;

/**
 * Why a swap that no node has seen is not proven to have expired; null when it is. Two nodes must agree on a height
 * past its last valid one and neither may give its slot for its height: one node did, and swaps that had landed were
 * sent again (lifinance/sdk, pull request 448).
 */
export function expiryDoubt({ views, lastValidHeight, ageMs }: ExpiryCase, rules: ExpiryRules): string | null {
  if (ageMs < rules.expiresAfterMs) return 'it is too young';
  if (views.length < 2) return 'fewer than two nodes tell their height';
  const heights = views.map(({ height }) => height);
  if (heights.some((height) => height <= lastValidHeight)) return 'its last valid height has not passed on every node';
  const [lowest, highest] = [heights.reduce(lesser), heights.reduce(greater)];
  if (highest - lowest > BigInt(rules.heightsWithin)) return 'the nodes disagree on the height';
  if (views.some(({ height, slot }) => slot - height < BigInt(rules.slotAboveHeight)))
    return 'a node gives its slot for its height';
  return null;
}

const lesser = (a: bigint, b: bigint) => (a < b ? a : b);
const greater = (a: bigint, b: bigint) => (a > b ? a : b);
