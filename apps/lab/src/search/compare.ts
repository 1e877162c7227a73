import { StartError } from '@atc/core/kernel/errors';
import { sayCount, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import {
  changesOf,
  checkReality,
  courseOf,
  DAYS_A_YEAR,
  intervalOfDifference,
  periodSharpe,
  randomOf,
  totalReturn,
} from '@atc/lab/measure';
import { strategyPlay } from '@atc/lab/plays';
import { buyAndHold, type Contender, cash, dataContender, referenceNames, type StrategyRun } from '@atc/lab/strategies';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Asked } from '../asked/question.ts';
import type { Command, LabContext } from '../command.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { strategyRun } from '../strategies/backtest-strategy.ts';
import { findStrategy } from '../strategies/find-strategy.ts';
import { openStage, type Stage } from '../strategies/open-stage.ts';
import { row } from './tables.ts';

/** Something that is compared: its run, or a placebo of the first strategy. */
interface Compared {
  readonly name: string;
  /** Null of a reference. */
  readonly contender: Contender | null;
  readonly run: StrategyRun;
}

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
    const written = await saveReport(asked.folder, { 'report.json': jsonOf(report) });
    const lines = [...table(compared), '', bestLine(compared), ...heading(stage.lab), written];
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

const returnsOf = ({ run }: Compared): readonly number[] => changesOf(run.equity.map(({ usd }) => usd));

function table(compared: readonly Compared[]): readonly string[] {
  const [first] = compared;
  return [
    row('', ['equity', 'deepest', 'Sharpe', 'trades', 'fees', 'against it']),
    ...compared.map((one) => lineOf(one, one === first ? null : (first ?? null))),
  ];
}

function lineOf(one: Compared, first: Compared | null): string {
  const { gainPct, deepestFall } = courseOf(one.run.equity.map(({ usd }) => usd));
  const returns = returnsOf(one);
  const difference =
    first &&
    intervalOfDifference({ series: returns, reference: returnsOf(first) }, totalReturn, {
      seed: `against ${first.name}`,
    });
  const against = difference ? `   [${sayPct(difference.low)}, ${sayPct(difference.high)}]` : '';
  const sharpe = sayRatio(periodSharpe(returns) * Math.sqrt(DAYS_A_YEAR));
  const fees = sayShare(one.run.feesUsd / one.run.capitalUsd);
  const cells = [sayPct(gainPct), sayShare(deepestFall), sharpe, String(one.run.trades.length), fees];
  return `${row(one.name, cells)}${against}`;
}

/** Whether the best of them is better than cash by more than luck. */
function bestLine(compared: readonly Compared[]): string {
  const returns = compared.map(returnsOf);
  const reality = checkReality(
    returns,
    (returns[0] ?? []).map(() => 0),
    { seed: 'compare' },
  );
  const p = reality ? sayRatio(reality.spa) : '–';
  return `That the best of ${sayCount(compared.length, 'line')} beats cash by chance: SPA p ${p}.`;
}
