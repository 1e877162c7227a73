import { familyOf } from '@atc/lab/trials';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Command, LabContext } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { writeReport } from '../save-report.ts';
import { heading, refused } from '../screen.ts';
import { backtestStrategy } from '../strategies/backtest-strategy.ts';
import { DESK, deskRun } from './desk-run.ts';
import { playSeeds } from './play-seeds.ts';

/** Plays a strategy, or the desk where none is named. */
export const backtest: Command = async (ctx) => {
  const [name = DESK] = ctx.options.names;
  return name === DESK ? backtestDesk(ctx) : backtestStrategy(ctx, name);
};

/** Plays the desk with some seeds, and says what came of it beside holding, cash and entries by dice. */
function backtestDesk(ctx: LabContext): Promise<boolean> {
  return answerOnce(ctx, { command: 'backtest', played: 'desk', of: null }, async (asked) => {
    const lab = await openLab(ctx);
    const { facts, first } = playSeeds(lab, ctx);
    const runs = facts.plays.map((play) => deskRun(lab, ctx, { play, values: {} }));
    const { trials, ledger } = await keepLooks(ctx, asked, { definition: null, runs });
    const [trial] = trials;
    const family = trial ? familyOf(ledger, trial) : null;
    const { headline, written } = await writeReport(asked.folder, { ...facts, run: trial?.runId ?? '', family });
    const lines = [...headline, '', ...refused(first), ...heading(lab), written];
    return { lines, runs: trials.map(({ runId }) => runId), isFound: true };
  });
}
