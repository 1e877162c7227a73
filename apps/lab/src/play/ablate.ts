import { variations } from '@atc/lab/desk';
import { summaryOf } from '@atc/lab/measure';
import type { Command } from '../command.ts';
import { openLab } from '../open-lab.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { comparison, heading, table } from '../screen.ts';

/** Plays the desk as it is, and then with one thing after another taken away. */
export const ablate: Command = async (ctx) => {
  const lab = await openLab(ctx);
  const rows = variations.map(({ name, settings }) => ({ name, summary: summaryOf(lab.play(name, settings)) }));
  const [whole] = rows;
  if (!whole) return true;
  const lines = [...comparison(lab, whole.summary), '', ...table(rows), '', ...heading(lab)];
  for (const line of lines) ctx.say(line);
  ctx.say('Memory and affinity stand still in the lab: there is nothing to take away of them.');
  const report = jsonOf({ hold: lab.hold, notes: lab.notes, variations: rows });
  ctx.say(`Written to ${await saveReport({ command: 'ablate', ctx, lab }, { 'report.json': report })}`);
  return true;
};
