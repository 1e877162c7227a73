import { readPolicies } from '@atc/core/company/policies';
import {
  quotaOf,
  recordTest,
  type StrategyTest,
  TESTER,
  type TrialQuota,
  tellUntested,
} from '@atc/core/loop/strategies/choices';
import { countTrials, listKin } from '@atc/core/loop/trials';
import type { AgentContext, TestAsked } from '../../context/index.ts';
import type { Task, TaskEnd } from '../task.ts';
import { askLab } from './ask-lab.ts';

/**
 * Lets the lab walk a template forward over what has closed by now. What it looked at goes into the company's ledger,
 * and GROWTH remembers what it came to. Without trials left in the week nothing is played, and that is told.
 */
export const testStrategy: Task = async (ctx, { subject: template, budget = Number.POSITIVE_INFINITY, signal }) => {
  const now = ctx.clock.now();
  const quota = quotaOf(now, await readPolicies(ctx.db));
  const left = quota.most - (await countTrials(ctx.db, quota));
  if (left <= 0) return untested(ctx, template, `all ${quota.most} trials of the week are used`);
  const ledger = await listKin(ctx.db, { family: template, strategy: template });
  const asked: TestAsked = { template, trials: Math.min(left, budget), now, by: TESTER, ledger };
  const answer = await askLab(ctx, (lab) => lab.test(asked, signal), signal);
  if (answer.kind === 'failed') return answer;
  if (answer.kind === 'refused') return untested(ctx, template, answer.reason);
  return tested(ctx, answer.test, quota);
};

function untested(ctx: AgentContext, subject: string, reason: string): TaskEnd {
  return { kind: 'succeeded', result: { untested: reason }, save: (tx) => tellUntested(ctx, tx, { subject, reason }) };
}

function tested(ctx: AgentContext, test: StrategyTest, quota: TrialQuota): TaskEnd {
  const { trial, trials, isProposable, judgement } = test;
  const { runId: run, strategy } = trial;
  return {
    kind: 'succeeded',
    result: { strategy, run, trials: trials.length, proposable: isProposable, refusals: [...judgement.refusals] },
    save: async (tx) => {
      await recordTest(ctx, tx, { test, quota });
    },
  };
}
