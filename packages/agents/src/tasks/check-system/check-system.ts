import { emitEvent, type WrittenEvent } from '@atc/core/company/events';
import { demandPolicy, readPolicies } from '@atc/core/company/policies';
import type { Tx } from '@atc/core/kernel/db';
import { dayOf } from '@atc/core/kernel/time';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type SystemFacts, sayFindings, type Violation, violationsOf } from './findings.ts';
import { readSystemFacts } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** OBSERVER reads a day's records: errors, execution, rules. What is not kept is told as an alert for each rule, with its numbers. */
export const checkSystem: Task = async (ctx, request) => {
  const policies = await readPolicies(ctx.db);
  const limits = demandPolicy(policies, 'trade_limits');
  const now = ctx.clock.now();
  const facts = await readSystemFacts(ctx.db, {
    since: new Date(now.getTime() - DAY_MS),
    dayStart: startOfDay(now, policies.values.company?.timezone ?? 'UTC'),
  });
  const violations = violationsOf(facts, {
    maxOpenPositions: limits.max_open_positions,
    maxPositionUsd: limits.max_position_size_usd,
    maxDailyTrades: limits.max_daily_trades,
  });
  return {
    kind: 'succeeded',
    result: { topic: request.topic ?? null, ...facts, violations: violations.map(({ rule }) => rule) },
    save: (tx) => tell(ctx, tx, { request, facts, violations }),
  };
};

/** The first full hour of the company's day. */
function startOfDay(now: Date, timeZone: string): Date {
  const today = dayOf(now, timeZone);
  let start = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  while (dayOf(new Date(start - HOUR_MS), timeZone) === today) start -= HOUR_MS;
  return new Date(start);
}

interface Checked {
  readonly request: TaskRequest;
  readonly facts: SystemFacts;
  readonly violations: readonly Violation[];
}

async function tell(
  ctx: AgentContext,
  tx: Tx,
  { request, facts, violations }: Checked,
): Promise<readonly WrittenEvent[]> {
  const verdict = violations.length === 0 ? 'all rules are kept' : `${violations.length} rules are not kept`;
  const checked = await emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'system.checked',
    title: `OBSERVER checked the day: ${verdict}`,
    summary: `${sayFindings(facts, request.topic)}.`,
    tags: ['system', 'checked'],
    proposalId: request.proposalId,
    depth: 1,
    fields: { topic: request.topic ?? null, ...facts, violations: violations.map(({ rule }) => rule) },
  });
  const alerts: WrittenEvent[] = [];
  for (const violation of violations) alerts.push(await alert(ctx, tx, { request, violation }));
  return [checked, ...alerts];
}

interface Alert {
  readonly request: TaskRequest;
  readonly violation: Violation;
}

function alert(ctx: AgentContext, tx: Tx, { request, violation }: Alert): Promise<WrittenEvent> {
  const { rule, observed, limit, says } = violation;
  return emitEvent(ctx, tx, {
    agentId: request.agentId,
    kind: 'rule.violated',
    title: `OBSERVER finds a rule not kept: ${says}`,
    summary: `Rule ${rule.replaceAll('_', ' ')}: ${observed.toFixed(2)} where ${limit.toFixed(2)} is the most.`,
    tags: ['error', 'rule_violation'],
    proposalId: request.proposalId,
    depth: 1,
    fields: { rule, observed, limit },
  });
}
