import { dayEnds, holdingCurve, randomOf, studyFindings } from '@atc/lab/measure';
import { entriesFound, strategyPlay } from '@atc/lab/plays';
import type { Play, ReportFacts } from '@atc/lab/report';
import { type Stage, tradedPrices } from '@atc/lab/stages';
import { CAPITAL_USD, type Contender, type StrategyRun } from '@atc/lab/strategies';

/** Times that costs are multiplied by, to see what is left. */
const COSTLIER = [1, 1.5, 2] as const;
/** Runs by dice: each takes milliseconds. */
const PLACEBOS = 20;

/** A strategy that was played, and everything that its report compares it with. */
export interface StrategyPlayed {
  readonly facts: Omit<ReportFacts, 'run' | 'family'>;
  readonly run: StrategyRun;
}

/** Plays a strategy, the same by dice, and at higher costs. */
export function playStrategy(stage: Stage, contender: Contender, seed: string): StrategyPlayed {
  const { arena, span } = stage;
  const grid = arena.grid(contender.bars);
  const rules = contender.rules(grid);
  const run = arena.play(rules, grid, span);
  const { name } = contender;
  const play = strategyPlay(run, arena.tape, { seed, name });
  const entries = run.trades.length + run.held.length;
  const byDice = (number: number): Play => {
    const diced = `${seed}|placebo ${number}`;
    const dice = { entries, random: randomOf(diced) };
    return strategyPlay(arena.play(rules, grid, { ...span, dice }), arena.tape, { seed: diced, name: 'dice' });
  };
  const costly = (times: number): Play => {
    const terms = { ...span.terms, costs: span.terms.costs * times };
    return times === 1 ? play : strategyPlay(arena.play(rules, grid, { ...span, terms }), arena.tape, { seed, name });
  };
  const found = entriesFound(grid, rules, span);
  return {
    run,
    facts: {
      ...described(stage, contender),
      ...{ plays: [play], placebo: Array.from({ length: PLACEBOS }, (_, i) => byDice(i + 1)) },
      costs: COSTLIER.map((times) => ({ times, plays: [costly(times)] })),
      followed: studyFindings(found, tradedPrices(stage, contender), 'entries'),
    },
  };
}

type Described = Omit<ReportFacts, 'run' | 'family' | 'plays' | 'placebo' | 'costs' | 'followed'>;

function described(stage: Stage, contender: Contender): Described {
  const { arena, span } = stage;
  const { from, to } = span;
  const prices = tradedPrices(stage, contender);
  return {
    ...{ name: `${contender.name}@${contender.version}`, recording: arena.tape.range, tokens: prices.tokens, from, to },
    ...{ capitalUsd: CAPITAL_USD, fill: span.terms.fill, checks: [], foretold: [] },
    hold: holdingCurve(prices, { usd: CAPITAL_USD, instants: [from, ...dayEnds(from, to)] }),
  };
}
