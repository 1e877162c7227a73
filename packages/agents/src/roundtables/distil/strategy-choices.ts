import { policiesNow } from '@atc/core/company/policies';
import { readTogether } from '@atc/core/kernel/db';
import { errorText } from '@atc/core/kernel/errors';
import { sayCount } from '@atc/core/kernel/figures';
import { DAY_MS } from '@atc/core/kernel/time';
import { LEAST_TRADES, lastTestsNow, quotaOf, type Shortfall, shortfallsNow } from '@atc/core/loop/strategies/choices';
import { countTrials } from '@atc/core/loop/trials';
import type { AgentContext, Template } from '../../context/index.ts';
import type { DistilBriefing } from '../../minds/index.ts';
import type { Option } from './options.ts';

type Standings = NonNullable<DistilBriefing['strategies']>;

/** What a strategy session may want done with strategies, and the figures that speak for it. */
export interface StrategyChoices {
  readonly options: readonly Option[];
  readonly standings: Standings | null;
}

/**
 * What may be chosen now: tests that the week's trials suffice for, runs that only the holdout is left to judge, and
 * strategies that bring less than expected.
 */
export async function readChoices(ctx: AgentContext): Promise<StrategyChoices> {
  const now = ctx.clock.now();
  const { tests, below, policies } = await readTogether(ctx.db, {
    tests: lastTestsNow,
    below: shortfallsNow(LEAST_TRADES),
    policies: policiesNow,
  });
  const quota = quotaOf(now, policies);
  const left = quota.most - (await countTrials(ctx.db, quota));
  const templates = (await templatesOf(ctx)).filter(({ trials }) => trials <= left);
  const proposable = ctx.lab ? tests.flatMap(({ strategy, proposable: run }) => (run ? [{ strategy, run }] : [])) : [];
  const standings: Standings = {
    tests: templates.map(({ name, trials }) => {
      const last = tests.find(({ strategy }) => strategy === name);
      const daysAgo = last ? Math.floor((now.getTime() - last.testedAt.getTime()) / DAY_MS) : null;
      return { option: `test:${name}`, trials, daysAgo };
    }),
    proposable: proposable.map(({ strategy, run }) => ({ option: `propose:${run}`, strategy })),
    below: below.map(shortfallOf),
  };
  return {
    options: [
      ...templates.map(testOf),
      ...proposable.map(proposalOf),
      ...below.map(({ name, trades }) => pauseOf(name, trades)),
    ],
    standings,
  };
}

/** What brings less than expected, to be held back; nothing else of strategies. */
export async function readPauses({ db }: Pick<AgentContext, 'db'>): Promise<StrategyChoices> {
  const { below } = await readTogether(db, { below: shortfallsNow(LEAST_TRADES) });
  return {
    options: below.map(({ name, trades }) => pauseOf(name, trades)),
    standings: { tests: [], proposable: [], below: below.map(shortfallOf) },
  };
}

/** A lab that cannot say what it has is no reason to give up what was talked about. */
async function templatesOf({ lab, log }: AgentContext): Promise<readonly Template[]> {
  try {
    return lab ? await lab.templates() : [];
  } catch (error) {
    log.warn({ error: errorText(error) }, 'the lab does not say which strategies it can test');
    return [];
  }
}

function shortfallOf({ name, trades, mean, expected, errors }: Shortfall): Standings['below'][number] {
  return { option: `pause:${name}`, trades, meanPct: mean, expectedPct: expected, errors };
}

const testOf = ({ name, trials, says }: Template): Option => ({
  id: `test:${name}`,
  says: `GROWTH tests the strategy ${name} by ${sayCount(trials, 'trial')}: ${says}`,
  payload: { task: 'test_strategy', agentId: 'growth', subject: name },
});

const proposalOf = ({ strategy, run }: { readonly strategy: string; readonly run: string }): Option => ({
  id: `propose:${run}`,
  says: `GROWTH proposes the strategy ${strategy}; the judge looks at its holdout and decides`,
  payload: { task: 'propose_strategy', agentId: 'growth', subject: run },
});

const pauseOf = (name: string, trades: number): Option => ({
  id: `pause:${name}`,
  says: `The strategy ${name} is held back: its ${sayCount(trades, 'trade')} brought less than expected`,
  payload: { task: 'pause_strategy', agentId: 'growth', subject: name },
});
