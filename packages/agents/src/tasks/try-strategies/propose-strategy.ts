import type { Tx } from '@atc/core/kernel/db';
import { promoteWithin } from '@atc/core/loop/strategies';
import { TESTER, tellUntested } from '@atc/core/loop/strategies/choices';
import { addTrials, findTrial, listKin, type Trial } from '@atc/core/loop/trials';
import type { AgentContext, Judged } from '../../context/index.ts';
import type { Task } from '../task.ts';
import { askLab } from './ask-lab.ts';

/**
 * Proposes a run for promotion. The judge decides, by the whole ledger of its family and one look at its holdout, which
 * is written down with its word.
 */
export const proposeStrategy: Task = async (ctx, { subject, signal }) => {
  const trial = await findTrial(ctx.db, subject);
  if (!trial) return { kind: 'failed', reason: `the ledger has no run ${subject}` };
  const ledger = await listKin(ctx.db, trial);
  const asked = { trial, ledger, now: ctx.clock.now(), by: TESTER };
  const answer = await askLab(ctx, (lab) => lab.judge(asked, signal), signal);
  if (answer.kind === 'failed') return answer;
  const { runId: run, strategy } = trial;
  const result =
    answer.kind === 'refused'
      ? { run, strategy, unjudged: answer.reason }
      : { run, strategy, passed: answer.judgement.passed, refusals: [...answer.judgement.refusals] };
  return { kind: 'succeeded', result, save: (tx) => save(ctx, tx, { trial, answer }) };
};

interface Answered {
  readonly trial: Trial;
  readonly answer: Judged;
}

async function save(ctx: AgentContext, tx: Tx, { trial, answer }: Answered): Promise<void> {
  if (answer.kind === 'refused') {
    await tellUntested(ctx, tx, { subject: `run ${trial.runId}`, reason: answer.reason });
    return;
  }
  const { judgement, looks, definition } = answer;
  await addTrials(ctx, tx, looks);
  await promoteWithin(ctx, tx, { trial, judgement, definition: judgement.passed ? definition : null, byAgent: true });
}
