import type { Portfolio } from '../../../desk/portfolio/index.ts';
import { sayCount, sayMinutes, sayShare } from '../../../kernel/figures/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import { MINUTE_MS } from '../../../kernel/time/index.ts';
import { equalParts, type Held } from '../buy-and-hold.ts';
import type { TradeSum } from '../score.ts';

/** How the company stands since it opened, after fees, with what is open at its last price. */
export interface Standing {
  readonly from: Date;
  readonly to: Date;
  /** All that was paid in. */
  readonly capitalUsd: Decimal;
  readonly equityUsd: Decimal;
  readonly resultUsd: Decimal;
  /** Over the paid-in capital, a fraction. */
  readonly return: number;
  /** What holding equal parts of the same tokens would have returned; null: nothing was traded, or one has no price. */
  readonly holding: number | null;
  /** Closed ones. */
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
}

export interface StandingFacts {
  readonly from: Date;
  readonly to: Date;
  readonly books: Pick<Portfolio, 'equityUsd' | 'startingCapitalUsd' | 'transfersUsd'>;
  readonly sum: Pick<TradeSum, 'trades' | 'wins' | 'losses' | 'contracts'>;
  readonly held: Held;
}

/** What the books and the trades come to beside holding the same tokens. */
export function standingOf({ from, to, books, sum, held }: StandingFacts): Standing {
  const { equityUsd } = books;
  const capitalUsd = books.startingCapitalUsd.add(books.transfersUsd);
  const resultUsd = equityUsd.sub(capitalUsd);
  return {
    ...{ from, to, capitalUsd, equityUsd, resultUsd },
    return: capitalUsd.gt(0) ? resultUsd.div(capitalUsd).toNumber() : 0,
    holding: equalParts(sum.contracts, held),
    ...{ trades: sum.trades, wins: sum.wins, losses: sum.losses },
  };
}

export type SaidStanding = Pick<Standing, 'from' | 'to' | 'return' | 'holding' | 'trades' | 'wins'>;

/** The standing in sentences: what everybody asks first. */
export function sayStanding({ from, to, trades, wins, holding, ...standing }: SaidStanding): string {
  const open = sayMinutes((to.getTime() - from.getTime()) / MINUTE_MS);
  if (holding === null && trades === 0) return `It opened ${open} ago and has not traded yet.`;
  const beside = holding === null ? '' : `; holding the same tokens would be ${sayMove(holding)}`;
  return `It is ${sayMove(standing.return)} since it opened ${open} ago${beside}. ${sayWins(wins, trades)}`;
}

const sayWins = (wins: number, trades: number) =>
  trades === 0 ? 'No trade has closed yet.' : `${wins} of ${sayCount(trades, 'trade')} won.`;

function sayMove(fraction: number): string {
  const share = sayShare(Math.abs(fraction));
  if (!/[1-9]/.test(share)) return 'where it began';
  return `${fraction < 0 ? 'down' : 'up'} ${share}`;
}
