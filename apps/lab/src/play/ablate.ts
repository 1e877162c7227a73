import { variations } from '@atc/lab/desk';
import { dayEnds, holdingCurve } from '@atc/lab/measure';
import { playOf, pricesOf } from '@atc/lab/plays';
import { type Ablated, ablationOf, type Play } from '@atc/lab/report';
import type { Run } from '@atc/lab/trials';
import { answerOnce } from '../asked/answer-once.ts';
import { keepLooks } from '../asked/keep-looks.ts';
import type { Question } from '../asked/question.ts';
import type { Command, LabContext } from '../command.ts';
import { type Lab, openLab } from '../open-lab.ts';
import { jsonOf, saveReport } from '../save-report.ts';
import { heading } from '../screen.ts';
import { ablationTable } from './ablation-table.ts';
import { companyVariations } from './company-variations.ts';
import { deskRun } from './desk-run.ts';
import { playDice } from './play-seeds.ts';
import { seedsOf } from './seeds.ts';

/**
 * Plays the desk as it is, and then with one thing after another taken away, beside holding, cash and entries by dice.
 * With `--company` it also plays the whole company, for what the lab leaves out: memory and affinities.
 */
export const ablate: Command = (ctx) =>
  answerOnce(ctx, questionOf(ctx), async (asked) => {
    const lab = await openLab(ctx);
    const { startsAt, endsAt } = lab.world.market;
    const instants = [startsAt.getTime(), ...dayEnds(startsAt.getTime(), endsAt.getTime())];
    const { desks, dice, capitalUsd } = desksOf(lab, ctx);
    const hold: Ablated = {
      name: 'holding',
      plays: [{ equity: holdingCurve(pricesOf(lab.world.market), { usd: capitalUsd, instants }), trades: [] }],
    };
    const span = { instants, capitalUsd };
    const tables = [ablationOf([...desks, dice, hold], span)];
    if (ctx.options.company) tables.push(ablationOf(await companyVariations(lab, ctx), span));
    const { trials } = await keepLooks(ctx, asked, { definition: null, runs: looksAt(lab, ctx, desks) });
    const report = jsonOf({ notes: lab.notes, desks: tables[0], company: tables[1] ?? null });
    const lines = [
      ...tables.flatMap((table) => [...ablationTable(table), '']),
      ...heading(lab),
      ...(ctx.options.company
        ? []
        : ['Memory and affinity stand still in the lab: --company plays the company for them.']),
      await saveReport(asked.folder, { 'report.json': report }),
    ];
    return { lines, runs: trials.map(({ runId }) => runId), isFound: true };
  });

const questionOf = ({ options: { company } }: LabContext): Question => ({
  command: 'ablate',
  played: company ? 'company' : 'desk',
  of: null,
});

/** The desk and the desk without each thing, with every seed, as runs that are looked at. */
function looksAt(lab: Lab, ctx: LabContext, desks: readonly Played[]): readonly Run[] {
  return desks.flatMap(({ name, plays }, i) => {
    const values: Run['values'] = i === 0 ? {} : { variation: name };
    return plays.map((play) => deskRun(lab, ctx, { play, values }));
  });
}

interface Played extends Ablated {
  readonly plays: readonly Play[];
}

interface Desks {
  readonly desks: readonly Played[];
  readonly dice: Played;
  readonly capitalUsd: number;
}

/** The whole desk, the desk without each thing, and entries by dice: each with every seed. */
function desksOf(lab: Lab, { wish, options }: LabContext): Desks {
  const { market } = lab.world;
  const seeds = seedsOf(wish, options);
  const terms = { costs: options.costs, fill: options.fill };
  const runs = variations.map(({ name, settings }) => ({
    name,
    runs: seeds.map((seed) => lab.play(`${name}, seed ${seed}`, { ...settings, seed, terms })),
  }));
  const whole = runs[0]?.runs ?? [];
  const dice = whole.map((run, i) => playDice(lab, { seed: seeds[i] ?? wish.seed, run, terms }));
  const playsOf = (played: typeof whole) => played.map((run, i) => playOf(run, market, seeds[i] ?? wish.seed));
  return {
    desks: runs.map(({ name, runs: played }) => ({ name, plays: playsOf(played) })),
    dice: { name: 'entries by dice', plays: playsOf(dice) },
    capitalUsd: whole[0]?.capitalUsd ?? 0,
  };
}
