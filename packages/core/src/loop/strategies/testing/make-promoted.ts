import { type Strategy, valuesOf } from '../../../desk/strategies/index.ts';
import type { KernelContext } from '../../../kernel/context.ts';
import { recordTrials, type Trial } from '../../trials/index.ts';
import type { Judgement } from '../judgement.ts';
import { promoteStrategy } from '../promote-strategy.ts';
import { listPromoted } from '../store.ts';
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
      ...{ mean: 0.01, deviation: 0.05, trades: 90, tradesPerYear: 60, slack: 0.005, level: 0.3, fall: 0.5 },
      slippage: 0.0008,
    },
    ...changes,
  };
}

/** What is put on probation. */
interface Made {
  readonly trial: Trial;
  readonly definition: unknown;
  readonly judgement: Judgement;
}

/** Puts a strategy on probation by a run that passed, unless told `trend-majors`, which the lab plays by its name. */
export async function makePromoted(
  ctx: Pick<KernelContext, 'db' | 'clock'>,
  { trial = makeTrial(), definition = null, judgement = makeJudgement() }: Partial<Made> = {},
) {
  await recordTrials(ctx, [trial]);
  await promoteStrategy(ctx, { trial, judgement, definition });
  const promoted = (await listPromoted(ctx.db)).find(({ name }) => name === trial.strategy);
  if (!promoted) throw new Error('it was not promoted');
  return promoted;
}

/** Puts a strategy of data on probation, its parameters as they stand in it. */
export function makeDataPromoted(ctx: Pick<KernelContext, 'db' | 'clock'>, data: Strategy) {
  const { name: strategy, version } = data;
  const values = valuesOf(data);
  const trial = makeTrial({ runId: runIdOf(`${strategy}@${version}`), family: strategy, strategy, version, values });
  return makePromoted(ctx, { trial, definition: { strategy: data, values } });
}

const runIdOf = (text: string): string => Buffer.from(text).toString('hex').slice(0, 64).padEnd(8, '0');
