import { sayCount } from '@atc/core/kernel/figures';
import { clockTime, hours, pct, price, usd } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

/** Technical and exact: prices, times, fills. */
export const scoutManner: Manner = {
  openings: [
    ({ at, books }) => `Timestamp ${clockTime(at)}: ${sayCount(books.openPositions, 'position')} on the book.`,
    ({ books }) => `Book report: cash ${usd(books.cashUsd)}, marked exposure ${usd(books.exposureUsd)}.`,
    ({ at }) => `Position update as of ${clockTime(at)}.`,
    ({ desk }) => `Fill log, last session: ${desk.trades} trades completed.`,
    ({ movers }, n) => (movers[n] ? `Last print ${movers[n].symbol} ${price(movers[n].price)}.` : null),
    () => 'Execution desk reporting, monitor is live.',
  ],
  answers: [
    { stance: 'agrees', say: (to) => `Copy, ${to}.` },
    { stance: null, say: (to) => `${to}, the tape reads as follows.` },
    { stance: 'agrees', say: (to) => `Confirming for ${to} from the monitor.` },
    { stance: null, say: (to) => `${to}, data only from my side.` },
    { stance: 'agrees', say: (to) => `Received, ${to}, quoting the book.` },
    { stance: null, say: (to) => `Checked for ${to} on the execution log.` },
    { stance: 'agrees', say: (to) => `${to}, stand by for the print.` },
    { stance: 'agrees', say: (to) => `Logged, ${to}.` },
  ],
  points: [
    ({ movers, at }, n) =>
      movers[n] ? `${movers[n].symbol} last ${price(movers[n].price)} at ${clockTime(at)}.` : null,
    ({ movers }, n) =>
      movers[n]
        ? `Tape on ${movers[n].symbol}: ${pct(movers[n].change24hPct)} over the day, print ${price(movers[n].price)}.`
        : null,
    ({ signals }, n) => (signals[n] ? `Order slot for ${signals[n].symbol} is unfilled, monitor set.` : null),
    ({ held }, n) =>
      held[n]
        ? `${held[n].symbol} marked ${usd(held[n].pnlUsd)}, held ${hours(held[n].holdHours)}, stop ` +
          `${pct(held[n].toStopPct)} below last.`
        : null,
    ({ books }) => `Cash on the book reads ${usd(books.cashUsd)}.`,
    ({ books, at }) => `Equity marked ${usd(books.equityUsd)} at ${clockTime(at)}.`,
    ({ desk }) => `Execution log: ${desk.trades} fills booked, ${desk.failedSteps} steps failed.`,
    ({ lastTrade }) =>
      lastTrade
        ? `Last close ${lastTrade.symbol}, exit ${lastTrade.exitReason.replaceAll('_', ' ')}, held ` +
          `${hours(lastTrade.holdHours)}.`
        : null,
    () => 'Slippage is monitored on every fill.',
    ({ unpriced }) => (unpriced ? null : 'Stops are armed and watched tick by tick.'),
    () => 'Order states reconcile with the venue.',
    () => 'Spread and fees are booked per fill.',
  ],
  closings: [
    () => 'Execution desk out, monitor stays live.',
    () => 'End of position update.',
    () => 'Log closed, watching the tape.',
  ],
};
