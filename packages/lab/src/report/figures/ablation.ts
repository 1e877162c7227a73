import { maxDrawdown, winRate } from '@atc/core/desk/portfolio';
import { outcomeOf } from '@atc/core/desk/positions';
import { type EquityPoint, type Interval, intervalOfDifference, totalReturn } from '../../measure/index.ts';
import { seriesOf } from './series.ts';

/** A desk with something taken away, played with some seeds. */
export interface Ablated {
  readonly name: string;
  readonly plays: readonly {
    readonly equity: readonly EquityPoint[];
    /** Result after fees over the entry's cost; fees in USD. */
    readonly trades: readonly { readonly return: number; readonly feesUsd: number }[];
  }[];
}

/** What a desk came to with something taken away: the mean of its seeds. Fractions of the capital. */
export interface AblationLine {
  readonly name: string;
  readonly total: Interval | null;
  /** Its total return less that of the first line, the same days drawn for both; null of the first. */
  readonly difference: Interval | null;
  readonly deepestFall: number;
  /** Of a seed, on average. */
  readonly trades: number;
  /** Of the trades that won or lost; null without any. */
  readonly winRate: number | null;
  readonly fees: number;
}

/** Sets each desk against the first. Instants are the start and the end of each day; capital is in USD. */
export function ablationOf(
  desks: readonly Ablated[],
  { instants, capitalUsd }: { readonly instants: readonly number[]; readonly capitalUsd: number },
): readonly AblationLine[] {
  const curves = desks.map((desk) => ({
    desk,
    series: seriesOf(
      'run',
      desk.plays.map(({ equity }) => equity),
      instants,
    ),
  }));
  const first = curves[0]?.series.returns ?? [];
  return curves.map(({ desk, series: { returns, figures } }, i) => ({
    name: desk.name,
    total: figures.total,
    difference:
      i === 0 ? null : intervalOfDifference({ series: returns, reference: first }, totalReturn, { seed: desk.name }),
    deepestFall: 0 - maxDrawdown(returns),
    ...tradedBy(desk, capitalUsd),
  }));
}

function tradedBy({ plays }: Ablated, capitalUsd: number): Pick<AblationLine, 'trades' | 'winRate' | 'fees'> {
  const seeds = Math.max(1, plays.length);
  const trades = plays.flatMap((play) => play.trades);
  const came = (outcome: 'win' | 'loss') => trades.filter((trade) => outcomeOf(trade.return) === outcome).length;
  const fees = trades.reduce((sum, { feesUsd }) => sum + feesUsd, 0);
  return {
    trades: trades.length / seeds,
    winRate: winRate(came('win'), came('loss')),
    fees: fees / seeds / capitalUsd,
  };
}
