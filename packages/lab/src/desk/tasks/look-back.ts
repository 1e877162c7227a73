import { strongestPattern } from '@atc/agents/tasks';
import { demandPolicy } from '@atc/core/company/policies';
import { DAY_MS } from '@atc/core/kernel/time';
import { submitDraft } from '../door/index.ts';
import { tell } from '../state/index.ts';
import type { DeskTask } from './task.ts';

const LATELY_MS = 30 * DAY_MS;

/** GROWTH looks for a source that does clearly better or worse than the rest; a trade alone moves nothing here. */
export const analyseOutcome: DeskTask = (desk, { subject }) => {
  if (subject !== 'company') return true;
  const since = desk.now.getTime() - LATELY_MS;
  const lately = desk.trades
    .filter(({ closedAt }) => closedAt.getTime() > since)
    .map(({ source, pnlUsd, pnlPct, outcome }) => ({ source, pnlUsd, pnlPct, result: outcome }));
  const pattern = strongestPattern(lately);
  tell(desk, {
    agentId: 'growth',
    kind: 'performance.reviewed',
    title: 'GROWTH on 30 days',
    tags: ['performance', 'review', ...(pattern ? ['insight', 'pattern'] : [])],
    fields: { source: pattern?.source ?? null },
  });
  return true;
};

/** OBSERVER flags a desk that holds all it may, and SAGE is asked to measure the book. */
export const checkSystem: DeskTask = (desk, request) => {
  const { max_open_positions: most } = demandPolicy(desk.settings.policies, 'trade_limits');
  if (request.agentId !== 'observer' || desk.account.positions.length < most) return true;
  submitDraft(desk, {
    agentId: 'sage',
    title: 'SAGE: assess portfolio (exposure)',
    missionType: 'analysis',
    steps: [
      {
        kind: 'agent_task',
        payload: { task: 'assess_portfolio', agentId: 'sage', subject: 'company', topic: 'exposure' },
      },
    ],
    origin: request.origin,
    dedupeKey: `exposure:${request.proposalId}`,
  });
  return true;
};
