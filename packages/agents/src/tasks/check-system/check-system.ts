import { demandPolicy, type PolicySet, readPolicies } from '@atc/core/company/policies';
import { recountCaps } from '@atc/core/desk/caps';
import { sayCount, sayUsd } from '@atc/core/kernel/figures';
import { DAY_MS, startOfDay } from '@atc/core/kernel/time';
import { type Submitted, submitProposal } from '@atc/core/loop/proposals';
import type { AgentContext } from '../../context/index.ts';
import type { Task, TaskRequest } from '../task.ts';
import { type SystemFacts, violationsOf } from './findings.ts';
import { readRecords } from './store.ts';
import { tellCheck } from './tell-check.ts';

/**
 * OBSERVER reads a day's records: errors, execution, rules, and recounts the limits. What is not kept is told as an
 * alert for each rule; a desk that holds all it may is flagged, and SAGE reviews it.
 */
export const checkSystem: Task = async (ctx, request) => {
  const policies = await readPolicies(ctx.db);
  const limits = demandPolicy(policies, 'trade_limits');
  const facts = await readFacts(ctx, policies);
  const violations = violationsOf(facts, {
    maxOpenPositions: limits.max_open_positions,
    maxPositionUsd: limits.max_position_size_usd,
    maxDailyTrades: limits.max_daily_trades,
  });
  const full = request.agentId === 'observer' && facts.openPositions >= limits.max_open_positions;
  const review = full ? await askForReview(ctx, { request, facts }) : null;
  return {
    kind: 'succeeded',
    result: {
      topic: request.topic ?? null,
      ...facts,
      violations: violations.map(({ rule }) => rule),
      reviewProposalId: review?.proposalId ?? null,
    },
    save: (tx) =>
      tellCheck(ctx, tx, { request, facts, violations, review, maxOpenPositions: limits.max_open_positions }),
  };
};

async function readFacts(ctx: AgentContext, policies: PolicySet): Promise<SystemFacts> {
  const now = ctx.clock.now();
  const [records, differences] = await Promise.all([
    readRecords(ctx.db, {
      since: new Date(now.getTime() - DAY_MS),
      dayStart: startOfDay(now, policies.values.company?.timezone ?? 'UTC'),
    }),
    recountCaps(ctx.db),
  ]);
  return { ...records, capsAdrift: differences.map(({ key }) => key) };
}

interface Flagging {
  readonly request: TaskRequest;
  readonly facts: SystemFacts;
}

/** SAGE is asked to measure the book; once for each check. */
function askForReview(ctx: AgentContext, { request, facts }: Flagging): Promise<Submitted> {
  return submitProposal(ctx, {
    agentId: 'sage',
    title: `SAGE: assess portfolio (exposure)`,
    summary: `OBSERVER flags ${sayCount(facts.openPositions, 'open position')} that cost ${sayUsd(facts.exposedUsd)}.`,
    missionType: 'analysis',
    steps: [
      {
        kind: 'agent_task',
        payload: { task: 'assess_portfolio', agentId: 'sage', subject: 'company', topic: 'exposure' },
      },
    ],
    origin: request.origin,
    dedupeKey: `exposure:${request.proposalId}`,
    depth: request.depth + 1,
  });
}
