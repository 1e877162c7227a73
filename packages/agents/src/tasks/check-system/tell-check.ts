import { emitEvent } from '@atc/core/company/events';
import { agentTitles } from '@atc/core/company/roster';
import type { Tx } from '@atc/core/kernel/db';
import { sayCount, sayRatio, sayUsd } from '@atc/core/kernel/figures';
import type { Submitted } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { TaskRequest } from '../task.ts';
import { type SystemFacts, sayFindings, type Violation } from './findings.ts';

export interface Checked {
  readonly request: TaskRequest;
  readonly facts: SystemFacts;
  readonly violations: readonly Violation[];
  /** What SAGE was asked for; null: the desk does not hold all it may. */
  readonly review: Submitted | null;
  readonly maxOpenPositions: number;
}

/**
 * Tells what a check found, by whoever checked: the findings, an alert for each rule that is not kept, the flag that
 * SAGE reviews.
 */
export async function tellCheck(ctx: AgentContext, tx: Tx, checked: Checked): Promise<void> {
  const { request, facts, violations, review } = checked;
  const verdict =
    violations.length === 0 ? 'all rules are kept' : `${sayCount(violations.length, 'rule is', 'rules are')} not kept`;
  await emitEvent(ctx, tx, {
    ...baseOf(checked),
    kind: 'system.checked',
    title: `${nameOf(checked)} checked the day: ${verdict}`,
    summary: `${sayFindings(facts, request.topic)}.`,
    fields: { topic: request.topic ?? null, ...facts, violations: violations.map(({ rule }) => rule) },
  });
  for (const violation of violations) await alert(ctx, tx, { checked, violation });
  if (review) await flag(ctx, tx, { checked, review });
}

const baseOf = ({ request }: Checked) => ({
  agentId: request.agentId,
  proposalId: request.proposalId,
  depth: request.depth + 1,
});

const nameOf = ({ request }: Checked) => agentTitles[request.agentId].split(',')[0];

interface Alert {
  readonly checked: Checked;
  readonly violation: Violation;
}

async function alert(ctx: AgentContext, tx: Tx, { checked, violation }: Alert): Promise<void> {
  const { rule, observed, limit, says } = violation;
  await emitEvent(ctx, tx, {
    ...baseOf(checked),
    kind: 'rule.violated',
    title: `${nameOf(checked)} finds a rule not kept: ${says}`,
    summary: `Rule ${rule.replaceAll('_', ' ')}: ${sayRatio(observed)} where ${sayRatio(limit)} is the most.`,
    fields: { rule, observed, limit },
  });
}

interface Flag {
  readonly checked: Checked;
  readonly review: Submitted;
}

async function flag(ctx: AgentContext, tx: Tx, { checked, review }: Flag): Promise<void> {
  const { facts, maxOpenPositions } = checked;
  const { openPositions, exposedUsd } = facts;
  await emitEvent(ctx, tx, {
    ...baseOf(checked),
    kind: 'exposure.flagged',
    title:
      `${nameOf(checked)} flags exposure: ${sayCount(openPositions, 'position is', 'positions are')} ` +
      `open, ${maxOpenPositions} are allowed`,
    summary: `They cost ${sayUsd(exposedUsd)}; SAGE reviews the book.`,
    fields: { openPositions, limit: maxOpenPositions, exposedUsd, reviewProposalId: review.proposalId },
  });
}
