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
import { buyAndHold, type Contender, cash, dataContender, referenceNames, type StrategyRun } from '@atc/lab/strategies';
import type { Command } from '../command.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { findStrategy } from '../strategies/find-strategy.ts';
import { openStage, type Stage } from '../strategies/open-stage.ts';
import { row } from './tables.ts';

/** Something that is compared: its run, or a placebo of the first strategy. */
interface Compared {
  readonly name: string;
  readonly run: StrategyRun;
}

/** Plays strategies over the same bars on the same terms, a line each, with what each has more than the first. */
export const compare: Command = async (ctx) => {
  const { names } = ctx.options;
  const strategies = names.filter((name) => !referenceNames.some((reference) => reference === name));
  if (strategies.length === 0) throw new StartError('bad_arguments', 'compare takes a strategy, and others beside it');
  const found = await Promise.all(strategies.map(async (name) => dataContender(await findStrategy(name))));
  const stage = await openStage(ctx, found);
  const compared = names.map((name) => runOf(stage, name, { found, strategies, seed: ctx.wish.seed }));
  const lines = [...table(compared), '', bestLine(compared), ...heading(stage.lab)];
  for (const line of lines) ctx.say(line);
  const report = compared.map(({ name, run }) => ({ name, ...run }));
  const reported = { command: 'compare', ctx, lab: stage.lab, of: found.map(({ prepared }) => prepared?.strategy) };
  ctx.say(
    `Written to ${await saveReport({ ...reported, of: [names, reported.of] }, { 'report.json': jsonOf(report) })}`,
  );
  return true;
};

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
  if (name !== 'placebo') return { name, run };
  const dice = { entries: run.trades.length + run.held.length, random: randomOf(`${seed}|placebo`) };
  return { name: `placebo of ${contender.name}`, run: arena.play(rules, grid, { ...span, dice }) };
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
