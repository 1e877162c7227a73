import type { PolicySet } from '../../../company/policies/index.ts';
import { capKeys } from '../../../desk/caps/index.ts';
import { type SizedEntry, sizeEntry } from '../../../desk/entries/index.ts';
import { conviction, isOnProbation, sayProbation } from '../../../desk/odds/index.ts';
import { readRegime } from '../../../desk/regime/index.ts';
import { Decimal, ZERO } from '../../../kernel/money/index.ts';
import type { Market } from '../../../market/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import type { DoorReading } from './store.ts';

export interface EntryInputs {
  /** How much memories leave of it, 0 to 1. */
  readonly restraint: number;
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly price: Decimal | null;
  readonly policies: PolicySet;
  readonly now: Date;
}

/** What a purchase may be worth by what was read for it; null where nothing is bought or too little is known. */
export function entryOf(
  market: Market,
  { draft, reading, restraint, price, policies, now }: EntryInputs,
): SizedEntry | null {
  const buys = draft.steps.some(
    (step) => step.kind === 'execute_trade' || (step.kind === 'scale_position' && step.payload.direction === 'up'),
  );
  if (
    !buys ||
    price === null ||
    reading.confidence === null ||
    !reading.equityUsd ||
    !reading.cashUsd ||
    !reading.contract
  )
    return null;
  const listed = market.contracts().find((contract) => contract.contract === reading.contract);
  if (!listed) return null;
  return sizeEntry(
    draft,
    {
      price,
      tick: new Decimal(listed.tick),
      confidence: reading.confidence,
      // An operator answers for a size; everybody else's has to be earned.
      conviction: draft.origin.kind === 'operator' ? 1 : conviction(reading.odds, readRegime(market, now)),
      equityUsd: reading.equityUsd,
      cashLeftUsd: reading.cashUsd.sub(reading.usage[capKeys.cashUsd] ?? ZERO),
      riskUsedUsd: reading.usage[capKeys.riskUsd] ?? ZERO,
      heldUsd: reading.position?.costBasisUsd ?? ZERO,
      firstLive: reading.accountMode === 'live' && !reading.hasTraded,
      share: shareOf({ draft, reading, policies }),
      foundUsd: reading.foundUsd,
      restraint,
    },
    policies,
  );
}

interface Limited {
  readonly draft: ProposalDraft;
  readonly reading: DoorReading;
  readonly entry: SizedEntry | null;
  readonly policies: PolicySet;
}

const isLimited = ({ draft, reading }: Pick<EntryInputs, 'draft' | 'reading'>): boolean =>
  draft.origin.kind !== 'operator' && isOnProbation(reading.lossesSinceWin);

/** Why a purchase is no more than a probe whatever its odds, in words; null where it may be more or buys nothing. */
export function probationOf({ draft, reading, entry, policies }: Limited): string | null {
  const probeUsd = policies.values.strategy_policy?.probe_usd;
  if (!entry || probeUsd === undefined || !isLimited({ draft, reading })) return null;
  return sayProbation(reading.lossesSinceWin, probeUsd);
}

/**
 * How much of the size that its confidence deserves a purchase may have: of a token on probation nothing above a probe,
 * of a strategy on probation a part. An operator answers for what he buys.
 */
function shareOf({
  draft,
  reading,
  policies: { values },
}: Pick<EntryInputs, 'draft' | 'reading' | 'policies'>): number {
  if (isLimited({ draft, reading })) return 0;
  if (!reading.strategy) return 1;
  const { state, share } = reading.strategy;
  return state === 'probation' ? share * (values.strategy_policy?.probation_share ?? 0) : share;
}
