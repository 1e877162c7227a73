import { sayCount, sayShare } from '@atc/core/kernel/figures';
import { judgeBest, neighboursOf, rankVariants, variantsOf } from '@atc/lab/search';
import { dataContender } from '@atc/lab/strategies';
import type { Command } from '../command.ts';
import { writeReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { demandStrategy } from '../strategies/find-strategy.ts';
import { openStage } from '../strategies/open-stage.ts';
import { playStrategy } from '../strategies/play-strategy.ts';
import { demandBudget, runSearch, stoppedLine } from './run-search.ts';
import { judgementLine, sayValues, variantsCsv, variantTable } from './tables.ts';

/** Plays every variant of a strategy, and says what the best is worth beside luck. */
export const optimise: Command = async (ctx) => {
  const prepared = await demandStrategy(ctx.options.names, 'optimise');
  demandBudget(prepared, ctx.options.budget);
  const { name, parameters } = prepared.strategy;
  const stage = await openStage(ctx, [dataContender(prepared)]);
  const { from, to } = stage.span;
  const reported = { command: `optimise-${name}`, ctx, lab: stage.lab, of: prepared.strategy };
  const parts = [{ split: 'whole' as const, from, to }];
  const found = await runSearch(ctx, { stage, prepared, parts, reported });
  const variants = variantsOf(parameters);
  const ranked = rankVariants(found.all, 0);
  const [best] = ranked;
  for (const line of stoppedLine(found, variants.length)) ctx.say(line);
  if (!best) return false;
  const series = found.all.flatMap(({ outcomes }) => (outcomes[0] ? [outcomes[0].returns] : []));
  const judgement = judgeBest(series, best.outcome.returns);
  const values = variants[best.variant] ?? {};
  const { facts } = playStrategy(stage, dataContender(prepared, values), ctx.wish.seed);
  const told = { ...facts, name: `${facts.name} (${sayValues(values)})`, family: judgement };
  const { headline, folder } = await writeReport(reported, told, { 'variants.csv': variantsCsv(ranked, variants) });
  const gained = neighboursOf(parameters, best.variant).flatMap(
    (one) => ranked.find(({ variant }) => variant === one) ?? [],
  );
  const lines = [...headline, '', ...variantTable(ranked, variants), '', judgementLine(judgement, best.sharpe)];
  for (const line of [...lines, ...around(gained), ...heading(stage.lab), `Written to ${folder}`]) ctx.say(line);
  return !found.isStopped;
};

/** Whether what lies one step away earns something too. */
function around(neighbours: readonly { readonly total: number }[]): readonly string[] {
  if (neighbours.length === 0) return [];
  const share = neighbours.filter(({ total }) => total > 0).length / neighbours.length;
  return [`Of its ${sayCount(neighbours.length, 'neighbour')}, one step away, ${sayShare(share, 0)} earn something.`];
}
