import { variations } from '@atc/lab/desk';
import { COMPANY_TERMS } from '@atc/lab/engine';
import { summaryOf } from '@atc/lab/measure';
import { playOf } from '@atc/lab/plays';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks, type Run } from '../asked/keep-looks.ts';
import type { Command } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { comparison, heading, table } from '../screen.ts';
import { deskRun } from './desk-run.ts';

/** Plays the desk as it is, and then with one thing after another taken away. */
export const ablate: Command = (ctx) =>
  answerOnce(ctx, { command: 'ablate', played: 'desk', of: null }, async (asked) => {
    const { seed } = ctx.wish;
    const lab = await openLab(ctx);
    const played = variations.map(({ name, settings }) => ({ name, run: lab.play(name, settings) }));
    const runs = played.map(({ name, run }, i): Run => {
      const values: Run['values'] = i === 0 ? {} : { variation: name };
      return {
        ...deskRun(lab, ctx, { play: playOf(run, lab.world.market, seed), values }),
        costs: COMPANY_TERMS.costs,
      };
    });
    const { trials } = await keepLooks(ctx, asked, { definition: null, runs });
    const rows = played.map(({ name, run }) => ({ name, summary: summaryOf(run) }));
    const report = jsonOf({ hold: lab.hold, notes: lab.notes, variations: rows });
    const [whole] = rows;
    const lines = [
      ...(whole ? comparison(lab, whole.summary) : []),
      ...['', ...table(rows), '', ...heading(lab)],
      'Memory and affinity stand still in the lab: there is nothing to take away of them.',
      await saveReport(asked.folder, { 'report.json': report }),
    ];
    return { lines, runs: trials.map(({ runId }) => runId), isFound: true };
  });
