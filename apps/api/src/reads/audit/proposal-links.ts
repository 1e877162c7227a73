import { sayPct, sayPrice, sayUsd } from '@atc/core/kernel/figures';
import { type BareLink, sayEvidence } from './link.ts';
import { orderLinks } from './order-links.ts';
import type { Told } from './story-store.ts';

/** A proposal and what came of it, in the order in which it happened. */
export function proposalLinks(told: Told): readonly BareLink[] {
  return [
    proposalLink(told),
    ...told.gateVerdicts.map(verdictLink),
    ...told.votes.map(voteLink),
    ...missionLinks(told),
  ];
}

function proposalLink(told: Told): BareLink {
  const { id, agentId, proposedAt, createdAt } = told;
  const when = { at: proposedAt, machineAt: createdAt };
  return { kind: 'proposal', id, ...when, agentId, says: `${told.title} (${figuresOf(told)}): ${endOf(told)}` };
}

function figuresOf({ missionType, sizeUsd, riskUsd, entryPrice, stopLoss, target, evidence }: Told): string {
  const figures = [
    sizeUsd && `for ${sayUsd(sizeUsd)}`,
    entryPrice && `near ${sayPrice(entryPrice)}`,
    stopLoss && `stop ${sayPrice(stopLoss)}`,
    target && `target ${sayPrice(target)}`,
    riskUsd && `${sayUsd(riskUsd)} at risk`,
  ].filter((figure) => figure !== null && figure !== '');
  return `${[missionType, ...figures].join(', ')}${sayEvidence(evidence)}`;
}

function endOf({ status, route, resolution, reasons }: Told): string {
  const why = Array.isArray(reasons)
    ? reasons.flatMap((reason) => (typeof reason === 'object' && reason && 'message' in reason ? [reason.message] : []))
    : [];
  if (status === 'rejected') return ['rejected', resolution, ...why].filter((part) => part).join(', ');
  return [status, route && `by way of ${route}`, resolution].filter((part) => part).join(', ');
}

function verdictLink(verdict: Told['gateVerdicts'][number]): BareLink {
  const { id, judgedAt, createdAt, gate, check, open, message, policyVersion } = verdict;
  return {
    kind: 'verdict',
    id,
    at: judgedAt,
    machineAt: createdAt,
    agentId: null,
    says: `${gate}/${check} ${open ? 'open' : 'CLOSED'}: ${message} (policy version ${policyVersion})`,
  };
}

function voteLink({ id, agentId, vote, probability, reason, ...row }: Told['votes'][number]): BareLink {
  const when = { at: row.votedAt, machineAt: row.createdAt, roundtableId: row.roundtableId };
  const sure = sayPct(probability).slice(1);
  return { kind: 'vote', id, ...when, agentId, says: `${vote}, ${sure} sure: ${reason}` };
}

function missionLinks({ missions }: Told): readonly BareLink[] {
  return missions.flatMap((mission) => [
    {
      kind: 'mission',
      id: mission.id,
      at: mission.approvedAt,
      machineAt: mission.createdAt,
      agentId: mission.createdBy,
      says: `${mission.title}: ${mission.status}`,
    },
    ...mission.steps.flatMap((step) => [stepLink(step), ...step.orders.flatMap(orderLinks)]),
  ]);
}

function stepLink(step: Told['missions'][number]['steps'][number]): BareLink {
  const { id, startedAt, createdAt, kind, seq, status, attempt, reason } = step;
  const tries = attempt > 1 ? `, at the ${attempt}th attempt` : '';
  return {
    kind: 'step',
    id,
    at: startedAt,
    machineAt: createdAt,
    agentId: null,
    says: `step ${seq}, ${kind}: ${status}${tries}${reason ? `, ${reason}` : ''}`,
  };
}
