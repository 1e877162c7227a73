import type { PolicySet } from '../../../company/policies/index.ts';
import { partToSell } from '../../../desk/positions/index.ts';
import { sayUsd } from '../../../kernel/figures/index.ts';
import { type Decimal, minOf, plain } from '../../../kernel/money/index.ts';
import { fillIn } from '../../../kernel/text/index.ts';
import type { PositionFact, Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { partRule } from '../refusals.ts';

export interface PartFacts {
  readonly draft: ProposalDraft;
  readonly position: PositionFact | null;
  /** The smallest quantity that its venue trades. */
  readonly lot: Decimal | null;
  readonly price: Decimal | null;
  readonly policies: PolicySet;
}

/**
 * Refuses to sell a part of a position that is less than one lot, and for anybody but an operator one that is worth
 * less than the smallest trade, or leaves less: what costs more in fees than it takes off the risk.
 */
export function judgePart({ draft, position, lot, price, policies }: PartFacts): readonly Verdict[] {
  const step = draft.steps.find(sells);
  const fraction = draft.fraction ?? (step?.kind === 'scale_position' ? HALF : 1);
  if (!step || !position || !lot || fraction >= 1) return [];
  const shut = { gate: step.kind, open: false, policyVersion: policies.versions.trade_limits ?? 0 };
  const sale = partToSell({ held: position.quantity, lot, fraction });
  if ('refused' in sale) {
    const observed = plain(position.quantity.mul(fraction));
    return [{ ...shut, check: 'lot', limit: plain(lot), observed, message: sale.refused }];
  }
  // A policy that cannot be read must not hold back what lowers risk.
  const least = policies.values.trade_limits?.min_position_usd;
  if (draft.origin.kind === 'operator' || draft.protective || !price || least === undefined) return [];
  const [sold, left] = [sale.quantity.mul(price), position.quantity.sub(sale.quantity).mul(price)];
  const smaller = minOf(sold, left);
  if (smaller.gte(least)) return [];
  const figures = { sold: sayUsd(sold), left: sayUsd(left), least: sayUsd(least) };
  const message = fillIn(partRule.says.small, figures);
  return [{ ...shut, check: partRule.name, limit: String(least), observed: plain(smaller, 2), message }];
}

/** What a scale down sells where it does not say. */
const HALF = 0.5;

const sells = (step: ProposalDraft['steps'][number]): boolean =>
  step.kind === 'close_position' || (step.kind === 'scale_position' && step.payload.direction === 'down');
