import type { KernelContext } from '../../../kernel/context.ts';
import type { Judgement } from '../judgement.ts';
import { promoteStrategy } from '../promote-strategy.ts';
import { listPromoted } from '../store.ts';
import { recordTrials } from '../trials/index.ts';
import { makeTrial } from './make-trial.ts';

/** What the judge finds of a run that passes every gate, with some of it changed. */
export function makeJudgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    passed: true,
    refusals: [],
    said: 'trend-majors@3: out of sample Jun 24 – Jun 25, 31 trades, +0.9 % a month; deflated 0.96',
    trials: 28,
    deflated: 0.96,
    figures: { trades: 31, meanDay: 0.0003, deflated: 0.96 },
    expected: {
      ...{ mean: 0.01, deviation: 0.05, tradesPerYear: 60, slack: 0.005, level: 0.3, fall: 0.5 },
      slippage: 0.0008,
    },
    ...changes,
  };
}

/** Puts the strategy `trend-majors` on probation, by a run that passed. */
export async function makePromoted(ctx: Pick<KernelContext, 'db' | 'clock'>, judgement = makeJudgement()) {
  const trial = makeTrial();
  await recordTrials(ctx, [trial]);
  await promoteStrategy(ctx, { trial, judgement, definition: { name: trial.strategy } });
  const promoted = (await listPromoted(ctx.db)).find(({ name }) => name === trial.strategy);
  if (!promoted) throw new Error('it was not promoted');
  return promoted;
}
