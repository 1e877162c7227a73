import type { Values } from '@atc/core/desk/strategies';
import { StartError } from '@atc/core/kernel/errors';
import { sayAge, sayPct, sayRatio, sayShare } from '@atc/core/kernel/figures';
import { DAYS_A_YEAR, deflatedSharpe, intervalOf, periodSharpe, totalReturn } from '@atc/lab/measure';
import {
  type Judgement,
  judgeBest,
  type Mode,
  modes,
  rankVariants,
  type Scored,
  type TriedVariant,
  variantsOf,
  type Window,
  windowsOf,
} from '@atc/lab/search';
import { dataContender } from '@atc/lab/strategies';
import type { Command, LabContext } from '../command.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { demandStrategy } from '../strategies/find-strategy.ts';
import { openStage, type Stage } from '../strategies/open-stage.ts';
import { demandBudget, runSearch, stoppedLine } from './run-search.ts';
import { judgementLine, row, sayValues } from './tables.ts';

/** A window, the variant that its training chose, and what that did in its test. */
interface Walked extends Window {
  readonly chosen: Values;
  readonly trained: Scored;
  readonly tested: Scored;
}

/** All windows of one mode, and their tests as one series of days. */
interface Walk {
  readonly mode: Mode;
  readonly windows: readonly Walked[];
  readonly returns: readonly number[];
}

/** Chooses a variant by each training part and plays it in the test that follows: every window is told. */
export const walkForward: Command = async (ctx) => {
  const prepared = await demandStrategy(ctx.options.names, 'walk-forward');
  demandBudget(prepared, ctx.options.budget);
  const { name, parameters } = prepared.strategy;
  const stage = await openStage(ctx, [dataContender(prepared)]);
  const cuts = modes.map((mode) => ({ mode, windows: demandWindows(stage, ctx, mode) }));
  const whole = { split: 'whole' as const, from: stage.span.from, to: stage.span.to };
  const parts = [whole, ...cuts.flatMap(({ windows }) => windows.flatMap(({ train, test }) => [train, test]))];
  const reported = { command: `walk-forward-${name}`, ctx, lab: stage.lab, of: [prepared.strategy, parts] };
  const found = await runSearch(ctx, { stage, prepared, parts, reported });
  const variants = variantsOf(parameters);
  for (const line of stoppedLine(found, variants.length)) ctx.say(line);
  if (found.all.length === 0) return false;
  const walks = cuts.map(({ mode, windows }, i) => {
    const before = 1 + 2 * cuts.slice(0, i).reduce((sum, cut) => sum + cut.windows.length, 0);
    return walkOf({ mode, windows, before }, found.all, variants);
  });
  const [best] = rankVariants(found.all, 0);
  const series = found.all.flatMap(({ outcomes }) => (outcomes[0] ? [outcomes[0].returns] : []));
  const judgement = judgeBest(series, best?.outcome.returns ?? []);
  const lines = [...walks.flatMap((walk) => walkLines(walk, judgement)), judgementLine(judgement, best?.sharpe ?? 0)];
  for (const line of [...lines, ...heading(stage.lab)]) ctx.say(line);
  ctx.say(`Written to ${await saveReport(reported, { 'report.json': jsonOf({ walks, judgement }) })}`);
  return !found.isStopped;
};

function demandWindows({ span }: Stage, { options }: LabContext, mode: Mode): readonly Window[] {
  const windows = windowsOf(span, options, mode);
  if (windows.length > 0) return windows;
  const [train, gap, test] = [options.trainMs, options.gapMs, options.testMs].map(sayAge);
  const room = `${sayAge(span.to - span.from)} hold no ${train} of training, ${gap} between and ${test} of test`;
  throw new StartError('too_short', `${room}: give a shorter --train, --gap or --test`);
}

interface Cutting {
  readonly mode: Mode;
  readonly windows: readonly Window[];
  /** The part of its first training. */
  readonly before: number;
}

function walkOf({ mode, windows, before }: Cutting, all: readonly TriedVariant[], variants: readonly Values[]): Walk {
  const walked = windows.flatMap((window, i): readonly Walked[] => {
    const [trained] = rankVariants(all, before + 2 * i);
    const tested = rankVariants(all, before + 2 * i + 1).find(({ variant }) => variant === trained?.variant);
    return trained && tested ? [{ ...window, trained, tested, chosen: variants[trained.variant] ?? {} }] : [];
  });
  return { mode, windows: walked, returns: walked.flatMap(({ tested }) => tested.outcome.returns) };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function walkLines({ mode, windows, returns }: Walk, { spread, trials }: Judgement): readonly string[] {
  const total = intervalOf(returns, totalReturn, { seed: `walk ${mode}` });
  const alone = judgeBest([returns], returns);
  const sharpe = periodSharpe(returns) * Math.sqrt(DAYS_A_YEAR);
  const won = windows.filter(({ tested }) => tested.total > 0).length / windows.length;
  const range = total ? ` [${sayPct(total.low)}, ${sayPct(total.high)}]` : '';
  return [
    row(`${mode}: chosen by training, then tested`, ['training', 'Sharpe', 'test', 'Sharpe', 'trades']),
    ...windows.map((window) => windowLine(window)),
    `Tests together ${sayPct(totalReturn(returns))}${range}, Sharpe ${sayRatio(sharpe)} a year, ` +
      `${sayShare(won, 0)} of the windows earn something; ` +
      `better than luck of ${trials} with probability ${sayP(deflatedSharpe(returns, { spread, trials }))}, ` +
      `better than cash by chance: SPA p ${sayP(alone.reality?.spa ?? null)}`,
    '',
  ];
}

function windowLine({ test, chosen, trained, tested }: Walked): string {
  return row(`${dayOf(test.from)} – ${dayOf(test.to)}  ${sayValues(chosen)}`, [
    ...[sayPct(trained.total), sayRatio(trained.sharpe), sayPct(tested.total), sayRatio(tested.sharpe)],
    String(tested.outcome.results.length),
  ]);
}

const sayP = (value: number | null): string => (value === null ? '–' : sayRatio(value));
