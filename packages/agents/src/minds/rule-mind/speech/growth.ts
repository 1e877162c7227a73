import { sayCount } from '@atc/core/kernel/figures';
import type { TalkBriefing } from '../../talk.ts';
import { hours, pct, usd } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

type Standing = NonNullable<TalkBriefing['strategies']>[number];

function measured(one: Standing | undefined): string | null {
  if (!one || one.expectedPct === null) return one ? `${one.name} is ${one.state}: ${one.reason}.` : null;
  const expected = `${one.name} is expected to make ${pct(one.expectedPct)} a trade`;
  return one.liveTrades === 0
    ? `${expected}, and no trade of ours has tested that yet.`
    : `${expected} and made ${pct(one.livePct)} in ${sayCount(one.liveTrades, 'trade')} so far.`;
}

/** Curious about the past, keen to turn it into action. */
export const growthManner: Manner = {
  openings: [
    ({ books }) => `Here's what the data shows: ${books.wins} wins and ${books.losses} losses so far.`,
    ({ desk }) => `I went back through the last day, ${desk.trades} trades to learn from.`,
    () => "I've been digging through our history for something we can use.",
    ({ lastTrade }) =>
      lastTrade ? `Interesting, look at how ${lastTrade.symbol} turned out: ${pct(lastTrade.pnlPct)}.` : null,
    ({ topic }) => `Our past results have something to say about "${topic}".`,
    ({ desk }) => `Curious thing I noticed: ${desk.signals} signals became ${desk.proposals} proposals.`,
  ],
  answers: [
    { stance: null, say: (to) => `${to}, did we see this before?` },
    { stance: 'agrees', say: (to) => `Love that, ${to}, it's testable.` },
    { stance: 'agrees', say: (to) => `Building on ${to}, let's compare with past trades.` },
    { stance: null, say: (to) => `${to}, I can measure that over time.` },
    { stance: 'agrees', say: (to) => `Interesting, ${to}, that could become an experiment.` },
    { stance: null, say: (to) => `What would our history say, ${to}?` },
    { stance: 'agrees', say: (to) => `${to} may be onto a lesson here.` },
    { stance: 'agrees', say: (to) => `Let's turn what ${to} said into something actionable.` },
  ],
  points: [
    ({ movers }, n) =>
      movers[n] ? `I'd like to compare past results in ${movers[n].symbol} after days like this one.` : null,
    ({ signals }, n) =>
      signals[n] ? `Let's track how ${signals[n].source} performs on ${signals[n].symbol} and learn from it.` : null,
    ({ held }, n) =>
      held[n] ? `After ${hours(held[n].holdHours)} in ${held[n].symbol} we're learning what patience is worth.` : null,
    ({ books }) =>
      `With ${books.wins} wins against ${books.losses} losses, the question is what the winners have in common.`,
    ({ books }) => `The day's ${usd(books.dayPnlUsd)} is only useful if we learn why.`,
    ({ desk }) => `Comparing ${desk.signals} signals with ${desk.trades} trades would show where we leak performance.`,
    ({ lastTrade }) =>
      lastTrade
        ? `The lesson from ${lastTrade.symbol}: ended by ${lastTrade.exitReason.replaceAll('_', ' ')} ` +
          `after ${hours(lastTrade.holdHours)}.`
        : null,
    ({ lastTrade }) =>
      lastTrade ? `What worked or didn't in ${lastTrade.symbol} is worth ${usd(lastTrade.pnlUsd)} of tuition.` : null,
    ({ strategies = [] }, n) => measured(strategies[n]),
    () => "Let's optimize what already works before we add anything new.",
    () => 'What did our best trades have in common?',
    () => "A small sample isn't a pattern, so let's keep collecting.",
    () => 'Actionable beats clever: change a single thing and measure it.',
  ],
  closings: [
    () => "I'll measure it and bring the lesson back.",
    () => "Let's try it, learn, and improve.",
    () => 'That gives us an experiment worth running.',
  ],
};
