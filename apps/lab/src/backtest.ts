import { summaryOf } from '@atc/lab/measure';
import type { Command } from './command.ts';
import { openLab } from './open-lab.ts';
import { saveReport } from './save-report.ts';
import { comparison, details, heading } from './screen.ts';

/** Plays the desk once, and says what it came to beside holding and cash. */
export const backtest: Command = async (ctx) => {
  const lab = await openLab(ctx);
  const run = lab.play('the desk', {});
  const summary = summaryOf(run);
  const lines = [...comparison(lab, summary), '', ...details(run, summary), '', ...heading(lab)];
  for (const line of lines) ctx.say(line);
  const { history, trades, refusals } = run;
  const report = { hold: lab.hold, desk: summary, refusals, notes: lab.notes, trades, equity: history };
  ctx.say(
    `Written to ${await saveReport({ command: 'backtest', folder: ctx.folder, seed: ctx.wish.seed, lab }, report)}`,
  );
};
