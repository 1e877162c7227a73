import { equityCsv, makeReport, reportPage, tradesCsv } from '@atc/lab/report';
import type { Command } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { jsonOf, runOf, saveReport } from '../save-report.ts';
import { heading, refused } from '../screen.ts';
import { playSeeds } from './play-seeds.ts';

/** Plays the desk with some seeds, and says what came of it beside holding, cash and entries by dice. */
export const backtest: Command = async (ctx) => {
  const lab = await openLab(ctx);
  const { facts, first } = playSeeds(lab, ctx);
  const reported = { command: 'backtest', ctx, lab };
  const report = makeReport({ ...facts, run: runOf(reported) });
  for (const line of [...report.headline, '', ...refused(first), ...heading(lab)]) ctx.say(line);
  const folder = await saveReport(reported, {
    'report.json': jsonOf(report),
    'report.html': reportPage(report),
    'trades.csv': tradesCsv(report),
    'equity.csv': equityCsv(report),
  });
  ctx.say(`Written to ${folder}`);
  return true;
};
