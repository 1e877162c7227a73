import { StartError } from '@atc/core/kernel/errors';
import { sayAge } from '@atc/core/kernel/figures';
import type { Trial } from '@atc/core/loop/strategies/trials';
import { DAY_MS } from '@atc/lab/measure';
import { judgePromotion } from '@atc/lab/promotion';
import { planWalk, rankVariants, variantsOf, type WalkPlan, walksOf } from '@atc/lab/search';
import { dataContender } from '@atc/lab/strategies';
import { familyOf } from '@atc/lab/trials';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks, type Looked } from '../asked/keep-looks.ts';
import type { Command, LabContext } from '../command.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { demandStrategy } from '../strategies/find-strategy.ts';
import { openStage, type Stage } from '../strategies/open-stage.ts';
import { gatherRun } from './gather-run.ts';
import { demandBudget, runSearch, runsOf, stoppedLine } from './run-search.ts';
import { familyLine, sayValues } from './tables.ts';
import { walkLines } from './walk-lines.ts';

/** What is promoted must pay so many times its costs, and is walked forward so. */
const LEAST_COSTS = 1.5;

/**
 * Chooses a variant by each training part and plays it in the test that follows: every window is told. The rolling
 * tests are a run with all the evidence that a promotion asks for, but for the holdout.
 */
export const walkForward: Command = async (ctx) => {
  const prepared = await demandStrategy(ctx.options.names, 'walk-forward');
  demandBudget(prepared, ctx.options.budget);
  const { strategy: definition } = prepared;
  const { name, parameters } = definition;
  const { trainMs, gapMs, testMs } = ctx.options;
  const of = [definition, trainMs, gapMs, testMs];
  return answerOnce(ctx, { command: `walk-forward-${name}`, played: 'strategy', of }, async (asked) => {
    const stage = await openStage(ctx, [dataContender(prepared)]);
    const plan = demandPlan(stage, ctx);
    const terms = { ...stage.span.terms, costs: Math.max(LEAST_COSTS, ctx.options.costs) };
    const searched = { stage, prepared, parts: plan.parts, terms, folder: asked.folder };
    const found = await runSearch(ctx, searched);
    const variants = variantsOf(parameters);
    const stopped = stoppedLine(found, variants.length);
    if (found.isStopped) return { lines: stopped, runs: [], isFound: false };
    const walks = walksOf(plan, found.all);
    const [walk] = walks;
    const own = walk ? [gatherRun(ctx, { ...searched, plan, walk, all: found.all })] : [];
    const runs = [...runsOf(ctx, searched, found), ...own];
    const looked = await keepLooks(ctx, asked, { definition, runs });
    const trial = looked.trials.at(-1);
    const family = trial ? familyOf(looked.ledger, trial) : null;
    const written = await saveReport(asked.folder, { 'report.json': jsonOf({ walks, family, trial }) });
    const place = found.all.findIndex(({ variant }) => variant === rankVariants(found.all, 0)[0]?.variant);
    const best = looked.trials[place];
    const valuesOf = (variant: number) => variants[variant] ?? {};
    const lines = [
      ...walks.flatMap((one) => walkLines(one, family, valuesOf)),
      ...(best ? [familyLine(best, family)] : []),
      ...(trial ? promotionLines(trial, looked) : []),
      ...[...heading(stage.lab), written],
    ];
    return { lines, runs: looked.trials.map(({ runId }) => runId), isFound: true };
  });
};

/** Windows begin at midnight (UTC), so that their days are whole. */
function demandPlan({ span }: Stage, { options }: LabContext): WalkPlan {
  const begin = Math.ceil(span.from / DAY_MS) * DAY_MS;
  const { from, to } = span;
  const plan = planWalk({ from, to }, begin, options);
  if (plan.cuts.every(({ windows }) => windows.length > 0)) return plan;
  const [train, gap, test] = [options.trainMs, options.gapMs, options.testMs].map(sayAge);
  const room = `${sayAge(to - begin)} hold no ${train} of training, ${gap} between and ${test} of test`;
  throw new StartError('too_short', `${room}: give a shorter --train, --gap or --test`);
}

/** What keeps the run from being promoted, or how to promote it. */
function promotionLines(trial: Trial, { ledger }: Looked): readonly string[] {
  const { refusals } = judgePromotion({ trial, ledger });
  const what = `Run ${trial.runId}, which chose ${sayValues(trial.values)} last`;
  return [`${what}: npm run lab -- promote ${trial.runId}`, ...refusals.map((refusal) => `  ${refusal}`)];
}
