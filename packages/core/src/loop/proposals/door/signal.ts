import { fillIn } from '../../../kernel/text/index.ts';
import type { Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { signalRule } from '../refusals.ts';
import type { DoorReading } from './store.ts';

const { says } = signalRule;

type SignalFacts = Pick<DoorReading, 'signalStatus' | 'signalType' | 'signalInstrumentId' | 'instrumentId'>;

/**
 * Refuses a proposal whose signal is not there, is about another token, or does not say buy where it is to carry an
 * entry: its confidence would be lent to something that nobody analysed.
 */
export function judgeSignal(draft: ProposalDraft, facts: SignalFacts): readonly Verdict[] {
  const message = draft.signalId === undefined ? null : signalFault(draft, facts);
  if (message === null) return [];
  const gate = draft.steps[0]?.kind ?? 'agent_task';
  return [
    { gate, check: signalRule.name, open: false, limit: null, observed: facts.signalType, message, policyVersion: 0 },
  ];
}

function signalFault({ missionType }: ProposalDraft, facts: SignalFacts): string | null {
  if (facts.signalStatus === null) return says.none;
  if (facts.signalInstrumentId !== facts.instrumentId) return says.other_token;
  if (missionType === 'entry' && facts.signalType !== 'buy')
    return fillIn(says.no_buy, { signal: facts.signalType ?? 'nothing' });
  return null;
}
