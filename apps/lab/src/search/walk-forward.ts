import { InvariantError, StartError } from '@atc/core/kernel/errors';
import { nameOf } from '@atc/core/loop/strategies';
import type { Trial } from '@atc/core/loop/trials';
import { judgePromotion } from '@atc/lab/promotion';
import { variantsOf, type WalkPlan } from '@atc/lab/search';
import type { Stage } from '@atc/lab/stages';
import { dataContender } from '@atc/lab/strategies';
import { demandStrategy } from '@atc/lab/templates';
import { familyOf } from '@atc/lab/trials';
import { LEAST_COSTS, planOf, walkedRuns } from '@atc/lab/walks';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Asked } from '../asked/question.ts';
import type { Command, LabContext } from '../command.ts';
import { openProgress } from '../progress.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { openStage } from '../strategies/open-stage.ts';
import { demandBudget, type Found, runSearch, type Searched, stoppedLine } from './run-search.ts';
import { familyLine, sayValues } from './tables.ts';
import { walkLines } from './walk-lines.ts';
import { walkPageOf } from './walk-report.ts';

/**
 * Chooses a variant by each training part and plays it in the test that follows: every window is told. The rolling
 * tests are a run with all the evidence that a promotion asks for, but for the holdout.
 */
export const walkForward: Command = async (ctx) => {
  const prepared = await demandStrategy(ctx.options.names, 'walk-forward');
  demandBudget(prepared, ctx.options.budget);
  const { trainMs, gapMs, testMs } = ctx.options;
  const of = [prepared.strategy, trainMs, gapMs, testMs];
  const question = { command: `walk-forward-${prepared.strategy.name}`, played: 'strategy', of } as const;
  return answerOnce(ctx, question, async (asked) => {
    const stage = await openStage(ctx, [dataContender(prepared)]);
    const plan = demandPlan(stage, ctx);
    const terms = { ...stage.span.terms, costs: Math.max(LEAST_COSTS, ctx.options.costs) };
    const shared = { seed: ctx.wish.seed, family: ctx.options.family ?? prepared.strategy.name };
    const searched = { stage, prepared, parts: plan.parts, terms, ...shared, folder: asked.folder };
    const found = await runSearch(ctx, searched);
    const stopped = stoppedLine(found, variantsOf(prepared.strategy.parameters).length);
    return found.isStopped
      ? { lines: stopped, runs: [], isFound: false }
      : walkOn(ctx, asked, { searched, plan, found });
  });
};

interface Played {
  readonly searched: Searched;
  readonly plan: WalkPlan;
  readonly found: Found;
}

/** Makes a run of the rolling walk, writes everything that was looked at down, and says what came of it. */
async function walkOn(ctx: LabContext, asked: Asked, { searched, plan, found: { all } }: Played) {
  const { stage, prepared } = searched;
  const { strategy: definition } = prepared;
  const bar = openProgress(ctx.terminal);
  const played = (done: number, of: number) => bar.show(`look-ahead, play ${done} of ${of}`, done / of);
  const { walks, runs, best: place } = walkedRuns({ ...searched, plan, cut: ctx.options, all, played });
  bar.clear();
  const { trials, ledger } = await keepLooks(ctx, asked, { definition, runs });
  const [trial, best] = [trials.at(-1), trials[place]];
  if (!trial || !best) throw new InvariantError('a walk has a run');
  const family = familyOf(ledger, trial);
  const variants = variantsOf(definition.parameters);
  const valuesOf = (variant: number) => variants[variant] ?? {};
  const said = [familyLine(best, family), ...promotionLines(trial, ledger), ...heading(stage.lab)];
  const title = `Walk-forward of ${nameOf(definition)}, ${trial.from.slice(0, 10)} to ${trial.to.slice(0, 10)}`;
  const written = await saveReport(asked.folder, {
    'report.json': jsonOf({ walks, family, trial }),
    'report.html': walkPageOf({ title, walks, trial, valuesOf, said }),
  });
  const lines = [...walks.flatMap((one) => walkLines(one, family, valuesOf)), ...said, written];
  return { lines, runs: trials.map(({ runId }) => runId), isFound: true };
}

function demandPlan({ span }: Stage, { options }: LabContext): WalkPlan {
  const plan = planOf(span, options);
  if (typeof plan === 'string') throw new StartError('too_short', `${plan}: give a shorter --train, --gap or --test`);
  return plan;
}

/** What keeps the run from being promoted, or how to promote it. */
function promotionLines(trial: Trial, ledger: readonly Trial[]): readonly string[] {
  const { refusals } = judgePromotion({ trial, ledger });
  const what = `Run ${trial.runId}, which chose ${sayValues(trial.values)} last`;
  return [`${what}: npm run lab -- promote ${trial.runId}`, ...refusals.map((refusal) => `  ${refusal}`)];
}
