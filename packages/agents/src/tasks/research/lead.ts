import type { TokenStudy } from './token-study.ts';

/** A token that research would have the desk look at. */
export interface Lead {
  readonly study: TokenStudy;
  readonly signalType: 'buy' | 'sell';
}

const STRONG = 1;
const LEAST_VOLUME_RATIO = 0.7;
const DEEPEST = -0.25;

/**
 * What the studies lead to, the strongest first: a held token that fell by more than chance is one to sell; one that is
 * not held and rose by more than chance, near its high and on its usual volume, is one to buy. Null when there is none.
 */
export function leadOf(studies: readonly TokenStudy[], held: ReadonlySet<string>): Lead | null {
  const sells = studies.filter(({ contract, drive }) => held.has(contract) && drive <= -STRONG);
  const buys = studies.filter((study) => !held.has(study.contract) && isRising(study));
  const leads: readonly Lead[] = [
    ...sells.map((study) => ({ study, signalType: 'sell' as const })),
    ...buys.map((study) => ({ study, signalType: 'buy' as const })),
  ];
  return leads.toSorted((a, b) => Math.abs(b.study.drive) - Math.abs(a.study.drive) || byName(a, b))[0] ?? null;
}

const isRising = ({ drive, volumeRatio, fromHigh }: TokenStudy) =>
  drive >= STRONG && volumeRatio >= LEAST_VOLUME_RATIO && fromHigh >= DEEPEST;

const byName = (a: Lead, b: Lead) => a.study.contract.localeCompare(b.study.contract);
