import { isPromoted } from '@atc/core/loop/strategies';
import { pct, ratio, usd } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

/** Measured and sceptical; speaks of exposure, probability and the worst case. */
export const sageManner: Manner = {
  openings: [
    ({ books }) =>
      books.drawdownPct >= 0.001
        ? `What is the max drawdown scenario, given that we already stand ${pct(books.drawdownPct)} below the peak?`
        : 'What is the max drawdown scenario from here, with everything to lose?',
    ({ books }) => `Before anything else, our exposure is ${usd(books.exposureUsd)}.`,
    ({ books }) =>
      books.openPositions > 1 ? `Caution first: ${books.openPositions} positions are exposed at this moment.` : null,
    ({ topic }) => `I would like evidence before we speak about "${topic}".`,
    ({ books }) => `Let me put the downside on the table, with ${usd(books.cashUsd)} of capital unexposed.`,
    () => 'I remain skeptical until the downside has been measured.',
  ],
  answers: [
    { stance: null, say: (to) => `${to}, with what probability?` },
    { stance: 'doubts', say: (to) => `I am not convinced, ${to}, the tail is missing.` },
    { stance: 'doubts', say: (to) => `${to}, and if the worst case arrives?` },
    { stance: null, say: (to) => `That may hold, ${to}, yet the sample is thin.` },
    { stance: 'doubts', say: (to) => `With respect, ${to}, hope is not a stop-loss.` },
    { stance: 'doubts', say: (to) => `${to}, I would want evidence for that.` },
    { stance: 'doubts', say: (to) => `Careful, ${to}, correlation hides in such views.` },
    { stance: 'agrees', say: (to) => `I accept that, ${to}, within the limits.` },
  ],
  points: [
    ({ regime }) =>
      regime?.name === 'falling'
        ? `With ${pct(regime.breadth)} of the tokens above their average, a falling market is the exposure I fear.`
        : null,
    ({ regime }) =>
      regime && regime.correlation !== null
        ? `The tokens move together at ${ratio(regime.correlation)}: ${regime.tokens} of them are few bets.`
        : null,
    ({ movers }, n) =>
      movers[n]
        ? `A swing of ${pct(movers[n].change24hPct)} in ${movers[n].symbol} is volatility, and ` +
          'volatility cuts both ways.'
        : null,
    ({ strategies = [] }, n) => {
      const one = strategies[n];
      if (!one || !isPromoted(one.state)) return one ? `${one.name} stays out of the market: ${one.reason}.` : null;
      return `A record is a probability: ${one.name} is halved when its trades fall short of ${pct(one.expectedPct)}.`;
    },
    ({ signals }, n) =>
      signals[n]
        ? `A probability of ${ratio(signals[n].confidence)} on ${signals[n].symbol} leaves a real chance of loss.`
        : null,
    ({ held }, n) =>
      held[n]
        ? `The stop of ${held[n].symbol} lies ${pct(held[n].toStopPct)} away, and that is the exposure I watch.`
        : null,
    ({ books }) =>
      books.drawdownPct >= 0.001
        ? `The worst case begins from a drawdown of ${pct(books.drawdownPct)}, not from zero.`
        : null,
    ({ books }) =>
      `Exposure of ${usd(books.exposureUsd)} against equity of ${usd(books.equityUsd)} must remain survivable.`,
    ({ books }) => `The probability of ruin is never in the ${books.wins} wins, it is in the ${books.losses} losses.`,
    ({ desk }) =>
      desk.refused > 0 ? `That ${desk.refused} proposals were refused tells me the limits protect capital.` : null,
    ({ lastTrade }) =>
      lastTrade ? `The ${pct(lastTrade.pnlPct)} of ${lastTrade.symbol} is one observation and no evidence.` : null,
    () => 'Every exposure needs a stop-loss before it needs a target.',
    () => 'Capital that is lost cannot wait for a better probability.',
    () => 'I would rather miss a gain than suffer an unbounded loss.',
    () => 'Correlated exposure counts as a single, larger risk.',
  ],
  closings: [
    () => 'My reservation stands on the record: protect the capital.',
    () => 'I can live with that, provided every stop-loss holds.',
    () => 'Let the limits have the final word.',
  ],
};
