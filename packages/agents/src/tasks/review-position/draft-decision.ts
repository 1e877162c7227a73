import { sayShare } from '@atc/core/kernel/figures';
import { cut } from '@atc/core/kernel/text';
import type { ProposalDraft } from '@atc/core/loop/proposals';
import type { TaskRequest } from '../task.ts';
import { type Decided, PART_TAKEN } from './decision.ts';
import type { Reviewed } from './read-position.ts';

export interface DecisionFacts {
  readonly request: TaskRequest;
  readonly reviewed: Reviewed;
  readonly decided: Decided;
  readonly reviewKey: string;
}

type Change = Pick<ProposalDraft, 'title' | 'missionType' | 'signalType' | 'steps'> & Partial<ProposalDraft>;

const EVIDENCE_MAX = 40;
const TEXT_MAX = 500;

/** The proposal that a decision leads to, with the entry's reasons as its evidence; null where nothing is traded. */
export function draftDecision(facts: DecisionFacts): ProposalDraft | null {
  const change = changeOf(facts);
  if (!change) return null;
  const { request, reviewed, decided, reviewKey } = facts;
  return {
    ...change,
    agentId: request.agentId,
    summary: cut(
      [decided.why, reviewed.entry.summary && `entered because: ${reviewed.entry.summary}`].filter(Boolean).join('; '),
      2000,
    ),
    instrumentId: reviewed.trade.instrumentId,
    positionId: reviewed.trade.id,
    evidence: evidenceOf(reviewed),
    origin: request.origin,
    dedupeKey: reviewKey,
    depth: request.depth + 1,
  };
}

function changeOf({ decided: { decision }, reviewed: { trade, more } }: DecisionFacts): Change | null {
  const { id: positionId, symbol } = trade;
  switch (decision) {
    case 'hold':
    case 'raise_stop':
      return null;
    case 'cut':
      return {
        title: `Sell ${symbol}: review says cut`,
        missionType: 'exit',
        signalType: 'sell',
        exitReason: 'review',
        steps: [{ kind: 'close_position', payload: { positionId } }],
      };
    case 'take_part':
      return {
        title: `Sell half of ${symbol}: review takes profit`,
        missionType: 'scale',
        signalType: 'scale',
        fraction: PART_TAKEN,
        steps: [{ kind: 'scale_position', payload: { positionId, direction: 'down' } }],
      };
    case 'scale_up':
      return {
        title: `Scale up ${symbol}: its reasons hold`,
        missionType: 'scale',
        signalType: 'scale',
        ...(trade.signal === null ? {} : { signalId: trade.signal.id }),
        ...(more ? { stopLoss: more.stopLoss, target: more.target } : {}),
        steps: [
          { kind: 'calculate_risk', payload: {} },
          { kind: 'scale_position', payload: { positionId, direction: 'up' } },
          { kind: 'monitor_position', payload: { positionId } },
        ],
      };
    default: {
      const missed: never = decision;
      return missed;
    }
  }
}

function evidenceOf({ compared, votes }: Reviewed): NonNullable<ProposalDraft['evidence']> {
  const reasons = compared.reasons.map(({ name, verdict, said, says }) => ({
    name,
    value: verdict,
    text: says === null ? said : `${said}; now ${says}`,
  }));
  const cast = votes.map(({ agentId, vote, probability, reason }) => ({
    name: `entry_vote_${agentId}`,
    value: vote,
    text: `${sayShare(probability, 0)}: ${reason}`,
  }));
  return [...reasons, ...cast].slice(0, EVIDENCE_MAX).map((item) => ({ ...item, text: cut(item.text, TEXT_MAX) }));
}
