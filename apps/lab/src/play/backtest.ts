import type { Command, LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { writeReport } from '../save-report.ts';
import { heading, refused } from '../screen.ts';
import { backtestStrategy } from '../strategies/backtest-strategy.ts';
import { playSeeds } from './play-seeds.ts';

/** Plays a strategy, or the desk where none is named. */
export const backtest: Command = async (ctx) => {
  const [name = 'desk'] = ctx.options.names;
  return name === 'desk' ? backtestDesk(ctx) : backtestStrategy(ctx, name);
};

/** Plays the desk with some seeds, and says what came of it beside holding, cash and entries by dice. */
async function backtestDesk(ctx: LabContext): Promise<boolean> {
  const lab = await openLab(ctx);
  const { facts, first } = playSeeds(lab, ctx);
  const { headline, folder } = await writeReport({ command: 'backtest', ctx, lab }, facts);
  for (const line of [...headline, '', ...refused(first), ...heading(lab), `Written to ${folder}`]) ctx.say(line);
  return true;
}
