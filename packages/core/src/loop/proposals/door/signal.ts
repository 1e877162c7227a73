import type { Verdict } from '../../gates/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import type { DoorReading } from './store.ts';

type SignalFacts = Pick<DoorReading, 'signalStatus' | 'signalType' | 'signalInstrumentId' | 'instrumentId'>;

/**
 * Refuses a proposal whose signal is not there, is about another token, or does not say buy where it is to carry an
 * entry: its confidence would be lent to something that nobody analysed.
 */
export function judgeSignal(draft: ProposalDraft, facts: SignalFacts): readonly Verdict[] {
  const message = draft.signalId === undefined ? null : signalFault(draft, facts);
  if (message === null) return [];
  const gate = draft.steps[0]?.kind ?? 'agent_task';
  return [{ gate, check: 'signal', open: false, limit: null, observed: facts.signalType, message, policyVersion: 0 }];
}

function signalFault({ missionType }: ProposalDraft, facts: SignalFacts): string | null {
  if (facts.signalStatus === null) return 'there is no such signal';
  if (facts.signalInstrumentId !== facts.instrumentId) return 'its signal is about another token';
  if (missionType === 'entry' && facts.signalType !== 'buy')
    return `an entry needs a signal to buy, not to ${facts.signalType}`;
  return null;
}
