import { levelFault } from '../../../desk/positions/index.ts';
import { Decimal, plain } from '../../../kernel/money/index.ts';
import type { Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';

/**
 * Refuses a stop at or above the last price and a target at or below it, by name and with both numbers: bought that way
 * it would be sold at the next bar.
 */
export function judgeLevels(draft: ProposalDraft, price: Decimal | null): readonly Verdict[] {
  const fault = price && levelFault({ price, stopLoss: level(draft.stopLoss), target: level(draft.target) });
  if (!fault) return [];
  return [
    {
      gate: draft.steps[0]?.kind ?? 'agent_task',
      check: fault.level,
      open: false,
      limit: plain(price),
      observed: plain(fault.at),
      message: fault.message,
      policyVersion: 0,
    },
  ];
}

const level = (text: string | undefined): Decimal | null => (text === undefined ? null : new Decimal(text));
