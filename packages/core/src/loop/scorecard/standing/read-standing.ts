import { readPortfolio } from '../../../desk/portfolio/index.ts';
import type { WorldClock } from '../../../kernel/world/index.ts';
import type { LoopContext } from '../../context.ts';
import { heldReturns } from '../buy-and-hold.ts';
import { listTradeSums } from '../trades-store.ts';
import { type Standing, standingOf } from './standing.ts';

export type StandingContext = Pick<LoopContext, 'db' | 'market'> & {
  readonly clock: Pick<WorldClock, 'now' | 'world'>;
};

/** Reads how the company stands since it opened. Fails where it was never started. */
export async function readStanding({ db, market, clock }: StandingContext): Promise<Standing> {
  const [from, to] = [clock.world.startsAt, clock.now()];
  const [books, [sum]] = await Promise.all([readPortfolio(db), listTradeSums(db, 'company', to)]);
  return standingOf({ from, to, books, sum: sum ?? NONE, held: heldReturns(market, { from, to }) });
}

const NONE = { trades: 0, wins: 0, losses: 0, contracts: [] } as const;
