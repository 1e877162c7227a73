import type { Portfolio } from '@atc/core/desk/portfolio';
import type { Decimal } from '@atc/core/kernel/money';
import type { PortfolioFacts } from './facts.ts';

/** The books as a reviewer sees them, against equity a day ago; null where there was none: against what was paid in. */
export function portfolioFacts(books: Portfolio, dayAgo: Decimal | null): PortfolioFacts {
  const before = dayAgo ?? books.startingCapitalUsd.add(books.transfersUsd);
  return {
    equityUsd: books.equityUsd.toNumber(),
    cashUsd: books.cashUsd.toNumber(),
    exposureUsd: books.exposureUsd.toNumber(),
    openPositions: books.openPositions,
    drawdownPct: books.drawdown,
    dayPnlUsd: books.equityUsd.sub(before).toNumber(),
  };
}
