import type { DeskRun } from '@atc/lab/desk';
import type { Terms } from '@atc/lab/engine';
import { dayEnds, holdingCurve, mean, studyFindings } from '@atc/lab/measure';
import { playOf, pricesOf } from '@atc/lab/plays';
import type { Costlier, Play, ReportFacts } from '@atc/lab/report';
import type { LabContext } from '../command.ts';
import type { Lab } from '../open-lab.ts';
import { seedsOf } from './seeds.ts';

const COSTLIER = [1, 1.5, 2] as const;

/** A desk that was played with one seed after another, and everything that its report compares it with. */
export interface SeedsPlayed {
  readonly facts: Omit<ReportFacts, 'run' | 'family'>;
  /** The first seed: the company's own. */
  readonly first: DeskRun;
}

/** Plays the desk with every seed, by dice, and at higher costs. */
export function playSeeds(lab: Lab, { wish, options }: Pick<LabContext, 'wish' | 'options'>): SeedsPlayed {
  const { market } = lab.world;
  const seeds = seedsOf(wish, options);
  const terms: Terms = { costs: options.costs, fill: options.fill };
  const runs = seeds.map((seed) => lab.play(`seed ${seed}`, { seed, terms }));
  const [first] = runs;
  if (!first) throw new RangeError('there is no seed to play');
  const played = seeds.flatMap((seed, i) => {
    const run = runs[i];
    return run ? [{ seed, run }] : [];
  });
  const plays = played.map(({ seed, run }) => playOf(run, market, seed));
  const placebo = played.map(({ seed, run }) => playOf(playDice(lab, { seed, run, terms }), market, seed));
  return {
    facts: { ...described(lab, { first, options }), plays, placebo, costs: costly(lab, { plays, terms }) },
    first,
  };
}

interface Diced {
  readonly seed: string;
  readonly run: DeskRun;
  readonly terms: Terms;
}

/** Plays the desk whose entries are drawn: as many, and as large, as those of a run. */
export function playDice(lab: Lab, { seed, run, terms }: Diced): DeskRun {
  const sure = run.trades.flatMap(({ confidence }) => confidence ?? []);
  const placebo = { entries: run.trades.length + run.held.length, confidence: sure.length > 0 ? mean(sure) : 0.8 };
  return lab.play(`placebo ${seed}`, { seed, terms, placebo });
}

function costly(lab: Lab, { plays, terms }: { readonly plays: readonly Play[]; readonly terms: Terms }): Costlier[] {
  return COSTLIER.map((times) => ({
    times,
    plays: plays.map((play) => {
      if (times === 1) return play;
      const { seed } = play;
      const run = lab.play(`seed ${seed}, costs x ${times}`, { seed, terms: { ...terms, costs: terms.costs * times } });
      return playOf(run, lab.world.market, seed);
    }),
  }));
}

type Described = Omit<ReportFacts, 'run' | 'family' | 'plays' | 'placebo' | 'costs'>;

function described(
  { world: { market } }: Lab,
  { first, options }: { readonly first: DeskRun; readonly options: LabContext['options'] },
): Described {
  const [from, to] = [market.startsAt.getTime(), market.endsAt.getTime()];
  const prices = pricesOf(market);
  return {
    ...{ name: 'the desk', recording: market.range, tokens: prices.tokens, from, to },
    ...{ capitalUsd: first.capitalUsd, fill: options.fill, checks: [] },
    hold: holdingCurve(prices, { usd: first.capitalUsd, instants: [from, ...dayEnds(from, to)] }),
    followed: studyFindings(first.findings, prices, 'findings'),
    foretold: first.foretold,
  };
}
