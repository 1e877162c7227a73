import { type Prepared, prepareStrategy } from '@atc/core/desk/strategies';
import { InvariantError } from '@atc/core/kernel/errors';
import { changesOf } from '../../measure/index.ts';
import { dataContender, openArena, type StrategyRun, type Tape } from '../../strategies/index.ts';
import type { Outcome, Search, TriedVariant } from '../search.ts';
import { variantsOf } from '../variants.ts';

/** Opens a tape for the variants of a search; what is returned plays the variant of a number over every part. */
export function variantPlayer(tape: Tape, search: Search): (variant: number) => TriedVariant {
  const prepared = demandStrategy(search.strategy);
  const variants = variantsOf(prepared.strategy.parameters);
  const arena = openArena(tape);
  return (variant) => {
    const contender = dataContender(prepared, variants[variant]);
    const grid = arena.grid(contender.bars);
    const rules = contender.rules(grid);
    const play = ({ from, to }: Search['parts'][number]) =>
      outcomeOf(arena.play(rules, grid, { from, to, terms: search.terms }));
    return { variant, outcomes: search.parts.map(play) };
  };
}

function demandStrategy(data: unknown): Prepared {
  const made = prepareStrategy(data);
  if (!made.prepared) throw new InvariantError(made.faults.join('; '));
  return made.prepared;
}

function outcomeOf({ equity, trades, equityUsd, feesUsd }: StrategyRun): Outcome {
  const total = (of: (trade: StrategyRun['trades'][number]) => number) =>
    trades.reduce((sum, trade) => sum + of(trade), 0);
  // A trade has two fills.
  const filledUsd = 2 * total(({ costUsd }) => costUsd);
  return {
    returns: [...changesOf(equity.map(({ usd }) => usd))],
    results: trades.map((trade) => trade.return),
    ...{ equityUsd, feesUsd },
    slippage: filledUsd > 0 ? total(({ slippageUsd }) => slippageUsd) / filledUsd : null,
  };
}
