import { StartError } from '@atc/core/kernel/errors';
import { randomOf } from '@atc/lab/measure';
import { strategyPlay } from '@atc/lab/plays';
import { comparisonPage } from '@atc/lab/report';
import type { Stage } from '@atc/lab/stages';
import { buyAndHold, type Contender, cash, dataContender, referenceNames } from '@atc/lab/strategies';
import { findStrategy } from '@atc/lab/templates';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Asked } from '../asked/question.ts';
import type { Command, LabContext } from '../command.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { strategyRun } from '../strategies/backtest-strategy.ts';
import { openStage } from '../strategies/open-stage.ts';
import { bestLine, type Compared, curveOf, daysOf, table } from './comparison.ts';

/** Plays strategies over the same bars on the same terms, a line each, with what each has more than the first. */
export const compare: Command = async (ctx) => {
  const { names } = ctx.options;
  const strategies = names.filter((name) => !referenceNames.some((reference) => reference === name));
  if (strategies.length === 0) throw new StartError('bad_arguments', 'compare takes a strategy, and others beside it');
  const found = await Promise.all(strategies.map(async (name) => dataContender(await findStrategy(name))));
  const of = [names, found.map(({ prepared }) => prepared?.strategy)];
  return answerOnce(ctx, { command: 'compare', played: 'strategy', of }, async (asked) => {
    const stage = await openStage(ctx, found);
    const compared = names.map((name) => runOf(stage, name, { found, strategies, seed: ctx.wish.seed }));
    const runs = await keepCompared(ctx, asked, { stage, compared });
    const report = compared.map(({ name, run }) => ({ name, ...run }));
    const said = [bestLine(compared), ...heading(stage.lab)];
    const page = comparisonPage({ days: daysOf(compared), curves: compared.map(curveOf), said });
    const written = await saveReport(asked.folder, { 'report.json': jsonOf(report), 'report.html': page });
    const lines = [...table(compared), '', ...said, written];
    return { lines, runs, isFound: true };
  });
};

/** Writes the strategies among what was compared into the ledger; references are tried by nobody. */
async function keepCompared(
  ctx: LabContext,
  asked: Asked,
  { stage, compared }: { readonly stage: Stage; readonly compared: readonly Compared[] },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { name, contender, run } of compared) {
    if (!contender) continue;
    const play = strategyPlay(run, stage.arena.tape, { seed: ctx.wish.seed, name });
    const definition = contender.prepared?.strategy ?? null;
    const { trials } = await keepLooks(ctx, asked, {
      definition,
      runs: [strategyRun(stage, ctx, { contender, play })],
    });
    ids.push(...trials.map(({ runId }) => runId));
  }
  return ids;
}

interface Known {
  readonly found: readonly Contender[];
  readonly strategies: readonly string[];
  readonly seed: string;
}

function runOf({ arena, span }: Stage, name: string, { found, strategies, seed }: Known): Compared {
  const tokens = arena.tape.tokens.length;
  const contender =
    name === 'hold'
      ? dataContender(buyAndHold(tokens))
      : name === 'cash'
        ? dataContender(cash())
        : found[Math.max(0, strategies.indexOf(name))];
  if (!contender) throw new StartError('bad_arguments', `there is nothing to compare ${name} with`);
  const grid = arena.grid(contender.bars);
  const rules = contender.rules(grid);
  const run = arena.play(rules, grid, span);
  const isReference = referenceNames.some((reference) => reference === name);
  if (name !== 'placebo') return { name, contender: isReference ? null : contender, run };
  const dice = { entries: run.trades.length + run.held.length, random: randomOf(`${seed}|placebo`) };
  return { name: `placebo of ${contender.name}`, contender: null, run: arena.play(rules, grid, { ...span, dice }) };
}
