import { fillIn } from '../../../kernel/text/index.ts';
import type { Verdict } from '../../gates/index.ts';
import type { StepKind } from '../../kinds/index.ts';
import type { ProposalDraft } from '../proposal.ts';
import { shapeRule, signalRule } from '../refusals.ts';
import type { DoorReading } from './store.ts';

/** Events that lead to proposals that lead to events end here. */
export const MAX_DEPTH = 8;

const { says } = shapeRule;

type MissionType = ProposalDraft['missionType'];

const kindsOf = {
  entry: ['calculate_risk', 'execute_trade', 'monitor_position'],
  exit: ['close_position'],
  scale: ['calculate_risk', 'scale_position', 'monitor_position'],
  analysis: ['analyze_signal', 'calculate_risk', 'monitor_position', 'agent_task', 'roundtable_conversation'],
  hedge: [],
} as const satisfies Record<MissionType, readonly StepKind[]>;

const mustHave = {
  entry: ['calculate_risk', 'execute_trade', 'monitor_position'],
  exit: ['close_position'],
  scale: ['scale_position'],
  analysis: [],
  hedge: [],
} as const satisfies Record<MissionType, readonly StepKind[]>;

/**
 * Refuses proposals whose parts do not make a mission: reserved types, foreign or missing steps, a missing subject, too
 * deep a chain.
 */
export function judgeShape(draft: ProposalDraft): readonly Verdict[] {
  const faults = [
    draft.missionType === 'hedge' ? says.hedge : null,
    (draft.depth ?? 0) > MAX_DEPTH ? fillIn(says.depth, { most: MAX_DEPTH }) : null,
    stepsFault(draft),
    subjectFault(draft),
  ].filter((fault) => fault !== null);
  const gate = draft.steps[0]?.kind ?? 'agent_task';
  return faults.map((message) => ({
    gate,
    check: shapeRule.name,
    open: false,
    limit: null,
    observed: draft.missionType,
    message,
    policyVersion: 0,
  }));
}

function stepsFault(draft: ProposalDraft): string | null {
  const kinds = draft.steps.map((step) => step.kind);
  const allowed: readonly StepKind[] = kindsOf[draft.missionType];
  const foreign = kinds.find((kind) => !allowed.includes(kind));
  if (foreign) return fillIn(says.foreign, { kind: foreign, type: draft.missionType });
  const required: readonly StepKind[] = mustHave[draft.missionType];
  const inOrder = required.every(
    (kind, i) => kinds.indexOf(kind) >= 0 && (i === 0 || kinds.indexOf(kind) > kinds.indexOf(required[i - 1] ?? kind)),
  );
  if (!inOrder || (draft.missionType !== 'analysis' && new Set(kinds).size !== kinds.length))
    return fillIn(says.steps, { type: draft.missionType, steps: required.join(', ') });
  return null;
}

function subjectFault(draft: ProposalDraft): string | null {
  if (draft.missionType === 'entry' && !draft.instrumentId) return says.instrument;
  if ((draft.missionType === 'exit' || draft.missionType === 'scale') && !draft.positionId)
    return fillIn(says.position, { type: draft.missionType });
  const subjects = draft.steps.map(({ payload }) => ({
    positionId: 'positionId' in payload ? payload.positionId : undefined,
    signalId: 'signalId' in payload ? payload.signalId : undefined,
  }));
  if (subjects.some(({ positionId }) => positionId !== undefined && positionId !== draft.positionId))
    return says.other_position;
  if (subjects.some(({ signalId }) => signalId !== undefined && signalId !== draft.signalId)) return says.other_signal;
  return null;
}

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
  if (facts.signalStatus === null) return signalRule.says.none;
  if (facts.signalInstrumentId !== facts.instrumentId) return signalRule.says.other_token;
  if (missionType === 'entry' && facts.signalType !== 'buy')
    return fillIn(signalRule.says.no_buy, { signal: facts.signalType ?? 'nothing' });
  return null;
}
