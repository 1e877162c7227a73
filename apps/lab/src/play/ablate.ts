import { variations } from '@atc/lab/desk';
import { dayEnds, holdingCurve } from '@atc/lab/measure';
import { playOf, pricesOf } from '@atc/lab/plays';
import { type Ablated, ablationOf } from '@atc/lab/report';
import type { Command, LabContext } from '../command.ts';
import { type Lab, openLab } from '../open-lab.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { ablationTable } from './ablation-table.ts';
import { companyVariations } from './company-variations.ts';
import { playDice } from './play-seeds.ts';
import { seedsOf } from './seeds.ts';

/**
 * Plays the desk as it is, and then with one thing after another taken away, beside holding, cash and entries by dice.
 * With `--company` it also plays the whole company, for what the lab leaves out: memory and affinities.
 */
export const ablate: Command = async (ctx) => {
  const lab = await openLab(ctx);
  const { startsAt, endsAt } = lab.world.market;
  const instants = [startsAt.getTime(), ...dayEnds(startsAt.getTime(), endsAt.getTime())];
  const { desks, capitalUsd } = desksOf(lab, ctx);
  const hold: Ablated = {
    name: 'holding',
    plays: [{ equity: holdingCurve(pricesOf(lab.world.market), { usd: capitalUsd, instants }), trades: [] }],
  };
  const span = { instants, capitalUsd };
  const tables = [ablationOf([...desks, hold], span)];
  if (ctx.options.company) tables.push(ablationOf(await companyVariations(lab, ctx), span));
  for (const table of tables) for (const line of [...ablationTable(table), '']) ctx.say(line);
  for (const line of heading(lab)) ctx.say(line);
  if (!ctx.options.company)
    ctx.say('Memory and affinity stand still in the lab: --company plays the company for them.');
  const report = jsonOf({ notes: lab.notes, desks: tables[0], company: tables[1] ?? null });
  ctx.say(`Written to ${await saveReport({ command: 'ablate', ctx, lab }, { 'report.json': report })}`);
  return true;
};

/** The whole desk, the desk without each thing, and entries by dice: each with every seed. */
function desksOf(lab: Lab, { wish, options }: LabContext): { desks: readonly Ablated[]; capitalUsd: number } {
  const { market } = lab.world;
  const seeds = seedsOf(wish, options);
  const terms = { costs: options.costs, fill: options.fill };
  const runs = variations.map(({ name, settings }) => ({
    name,
    runs: seeds.map((seed) => lab.play(`${name}, seed ${seed}`, { ...settings, seed, terms })),
  }));
  const whole = runs[0]?.runs ?? [];
  const dice = whole.map((run, i) => playDice(lab, { seed: seeds[i] ?? wish.seed, run, terms }));
  return {
    desks: [...runs, { name: 'entries by dice', runs: dice }].map(({ name, runs: played }) => ({
      name,
      plays: played.map((run, i) => playOf(run, market, seeds[i] ?? wish.seed)),
    })),
    capitalUsd: whole[0]?.capitalUsd ?? 0,
  };
}
