import { sayCount, sayShare } from '@atc/core/kernel/figures';
import { neighboursOf, rankVariants, variantsOf } from '@atc/lab/search';
import { dataContender } from '@atc/lab/strategies';
import { demandStrategy } from '@atc/lab/templates';
import { familyOf } from '@atc/lab/trials';
import { variantRuns } from '@atc/lab/walks';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Command } from '../command.ts';
import { writeReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { openStage } from '../strategies/open-stage.ts';
import { playStrategy } from '../strategies/play-strategy.ts';
import { demandBudget, runSearch, stoppedLine } from './run-search.ts';
import { familyLine, sayValues, variantsCsv, variantTable } from './tables.ts';

/** Plays every variant of a strategy, and says what the best is worth beside luck. */
export const optimise: Command = async (ctx) => {
  const prepared = await demandStrategy(ctx.options.names, 'optimise');
  demandBudget(prepared, ctx.options.budget);
  const { strategy: definition } = prepared;
  const { name, parameters } = definition;
  const question = { command: `optimise-${name}`, played: 'strategy', of: definition } as const;
  return answerOnce(ctx, question, async (asked) => {
    const stage = await openStage(ctx, [dataContender(prepared)]);
    const { from, to, terms } = stage.span;
    const parts = [{ split: 'whole' as const, from, to }];
    const shared = { seed: ctx.wish.seed, family: ctx.options.family ?? name };
    const searched = { stage, prepared, parts, terms, ...shared, folder: asked.folder };
    const found = await runSearch(ctx, searched);
    const { trials, ledger } = await keepLooks(ctx, asked, { definition, runs: variantRuns(searched, found.all) });
    const variants = variantsOf(parameters);
    const ranked = rankVariants(found.all, 0);
    const [best] = ranked;
    const trial = trials[found.all.findIndex(({ variant }) => variant === best?.variant)];
    const stopped = stoppedLine(found, variants.length);
    if (!best || !trial) return { lines: stopped, runs: [], isFound: false };
    const family = familyOf(ledger, trial);
    const values = variants[best.variant] ?? {};
    const { facts } = playStrategy(stage, dataContender(prepared, values), ctx.wish.seed);
    const told = { ...facts, run: trial.runId, name: `${facts.name} (${sayValues(values)})`, family };
    const { headline, written } = await writeReport(asked.folder, told, {
      'variants.csv': variantsCsv(ranked, variants),
    });
    const gained = neighboursOf(parameters, best.variant).flatMap(
      (one) => ranked.find(({ variant }) => variant === one) ?? [],
    );
    const lines = [
      ...[...stopped, ...headline, '', ...variantTable(ranked, variants), ''],
      ...[familyLine(trial, family), ...around(gained), ...heading(stage.lab), written],
    ];
    return { lines, runs: trials.map(({ runId }) => runId), isFound: !found.isStopped };
  });
};

/** Whether what lies one step away earns something too. */
function around(neighbours: readonly { readonly total: number }[]): readonly string[] {
  if (neighbours.length === 0) return [];
  const share = neighbours.filter(({ total }) => total > 0).length / neighbours.length;
  return [`Of its ${sayCount(neighbours.length, 'neighbour')}, one step away, ${sayShare(share, 0)} earn something.`];
}
