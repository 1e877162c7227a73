import { sayRecord } from '../../desk/forecasts/index.ts';
import { type Fit, listFits } from '../../desk/odds/index.ts';
import { booksNow, equityReturns, listDailyBooks, oldPricesOf, readPortfolio } from '../../desk/portfolio/index.ts';
import { ZERO } from '../../kernel/money/index.ts';
import { DAY_MS } from '../../kernel/time/index.ts';
import { equalParts, type Held, heldReturns } from './buy-and-hold.ts';
import { listForecasts } from './forecasts/index.ts';
import { judgeGoals } from './goals.ts';
import { readGoalFacts } from './goals-store.ts';
import type { KindOdds, Score, Scorecard, ScoredBy, TradeSum } from './score.ts';
import { type StandingContext, standingOf } from './standing/index.ts';
import { dayReturns, type Span, scoreTrades } from './trade-score.ts';
import { findDeepestDrawdown, listDayResults, listTradeSums } from './trades-store.ts';

/**
 * How well the company does since its start: its trades by agent, source and token beside buy-and-hold, how well
 * forecasts held, and the aims of the specification.
 */
export async function readScorecard(ctx: StandingContext): Promise<Scorecard> {
  const books = await readPortfolio(ctx.db);
  const capitalUsd = books.startingCapitalUsd.add(books.transfersUsd);
  const span: Span = { from: ctx.clock.world.startsAt, to: ctx.clock.now(), capitalUsd };
  const scoring: Scoring = { span, held: heldReturns(ctx.market, span) };
  const [agents, sources, tokens] = await Promise.all([
    scoreGroups(ctx, scoring, 'agent'),
    scoreGroups(ctx, scoring, 'source'),
    scoreGroups(ctx, scoring, 'token'),
  ]);
  const company = await scoreCompany(ctx, scoring);
  const days = (span.to.getTime() - span.from.getTime()) / DAY_MS;
  const [facts, forecasts, fits] = await Promise.all([
    readGoalFacts(ctx.db, span.to),
    listForecasts(ctx.db),
    listFits(ctx.db),
  ]);
  return {
    ...span,
    prices: oldPricesOf(books, { market: ctx.market, now: span.to }),
    ...{ company, agents, sources, tokens, forecasts, odds: fits.map(oddsOfKind) },
    goals: judgeGoals({ facts, company, days }),
  };
}

function oddsOfKind({ kind, day, shown, calibration: { needs, telling, whole } }: Fit): KindOdds {
  const { of: settled, paid, edge } = whole;
  return { source: sayRecord(kind), day, settled, paid, needs, edge, telling, shown };
}

interface Scoring {
  readonly span: Span;
  readonly held: Held;
}

async function scoreGroups(ctx: StandingContext, { span, held }: Scoring, by: ScoredBy): Promise<readonly Score[]> {
  const sums = await listTradeSums(ctx.db, by, span.to);
  const results = Map.groupBy(await listDayResults(ctx.db, by), ({ key }) => key);
  return sums.map((sum) =>
    scoreTrades(span, {
      sum,
      returns: dayReturns(span, results.get(sum.key) ?? []),
      buyAndHold: equalParts(sum.contracts, held),
    }),
  );
}

/** The company's own figures: returns and drawdown are those of its equity, open positions included. */
async function scoreCompany(ctx: StandingContext, { span, held }: Scoring): Promise<Score> {
  const [sum = NO_TRADES] = await listTradeSums(ctx.db, 'company', span.to);
  const books = await readPortfolio(ctx.db);
  const days = Math.ceil((span.to.getTime() - span.from.getTime()) / DAY_MS) + 1;
  const daily = await listDailyBooks(ctx.db, books.accountId, { days, now: span.to });
  const start = { equityUsd: books.startingCapitalUsd.toNumber(), earnedUsd: 0 };
  const standing = standingOf({ ...span, books, sum, held });
  const score = scoreTrades(span, {
    sum,
    returns: equityReturns([start, ...daily, booksNow(books)]),
    buyAndHold: standing.holding,
  });
  return {
    ...score,
    maxDrawdown: Math.min(score.maxDrawdown, await findDeepestDrawdown(ctx.db)),
    return: standing.return,
  };
}

const NO_TRADES: TradeSum = {
  ...{ key: 'company', name: 'company', trades: 0, open: 0, wins: 0, losses: 0, heldSeconds: 0, contracts: [] },
  ...{ pnlUsd: ZERO, unrealizedUsd: ZERO, feesUsd: ZERO, earnedUsd: ZERO, lostUsd: ZERO },
};
