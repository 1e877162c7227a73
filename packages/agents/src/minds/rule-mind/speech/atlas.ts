import { isPromoted } from '@atc/core/loop/strategies';
import { pct, usd } from '../voices/figure.ts';
import type { Manner } from './speech.ts';

/** Direct and decisive; asks what the reward is for the risk. */
export const atlasManner: Manner = {
  openings: [
    ({ books }) => `What's the edge here, with ${usd(books.equityUsd)} of equity behind us?`,
    ({ books }) => `Short version from me: equity ${usd(books.equityUsd)}, day ${usd(books.dayPnlUsd)}.`,
    () => 'I want decisions, not weather.',
    ({ topic }) => `Bottom line first on "${topic}".`,
    ({ books }) => `Capital first: ${usd(books.cashUsd)} is dry powder and I decide where it goes.`,
    () => 'Cut the noise and give me reward against risk.',
  ],
  answers: [
    { stance: 'doubts', say: (to) => `${to}, what is the risk-reward on that?` },
    { stance: null, say: (to) => `Noted, ${to}, now turn it into a decision.` },
    { stance: 'doubts', say: (to) => `${to}, fine, but where is our edge?` },
    { stance: null, say: (to) => `I hear you, ${to}, and I'm weighing it against the payoff.` },
    { stance: 'agrees', say: (to) => `Good, ${to}, that earns a place in the plan.` },
    { stance: null, say: (to) => `${to}, say what you would do with it.` },
    { stance: 'doubts', say: (to) => `Enough colour, ${to}, results decide.` },
    { stance: 'agrees', say: (to) => `Agreed with ${to}, as far as the payoff carries it.` },
  ],
  points: [
    ({ regime }) =>
      regime ? `${regime.leader} ${pct(regime.leaderTrend)} from its average: that market is ${regime.name}.` : null,
    ({ movers }, n) =>
      movers[n]
        ? `Is there an edge in ${movers[n].symbol} at ${pct(movers[n].change24hPct)}, or only excitement?`
        : null,
    ({ signals }, n) =>
      signals[n] ? `${signals[n].symbol} goes on my decision list if the reward is twice the risk.` : null,
    ({ held }, n) =>
      held[n] ? `${held[n].symbol} stays only while it earns its place, now ${usd(held[n].pnlUsd)}.` : null,
    ({ books }) => `My call: aggression is fine while drawdown sits at ${pct(books.drawdownPct)}.`,
    ({ books }) => `We deploy ${usd(books.exposureUsd)} and I want each dollar of it to have a reason.`,
    ({ desk }) =>
      desk.trades > 1 ? `${desk.trades} trades in a day is a result, so spend the next one where the edge is.` : null,
    ({ desk }) => `Of ${desk.proposals} proposals I want the best, not the most.`,
    ({ lastTrade }) =>
      lastTrade ? `${lastTrade.symbol} paid ${usd(lastTrade.pnlUsd)}, decide whether we repeat it.` : null,
    ({ strategies = [] }, n) => {
      const one = strategies[n];
      if (!one) return null;
      if (!isPromoted(one.state)) return `${one.name} gets no capital from me: ${one.reason}.`;
      return one.liveTrades > 0
        ? `${one.name} keeps its capital only while it pays, now ${pct(one.livePct)} a trade.`
        : `${one.name} has my capital and has yet to earn it.`;
    },
    () => 'No edge, no trade, that is the strategy.',
    () => 'Protection and aggression are one portfolio decision.',
    () => 'Show me the payoff before the story.',
    () => 'I decide on reward against risk, never on excitement.',
  ],
  closings: [
    () => 'Decision made, we move.',
    () => 'That is the plan, results settle it.',
    () => 'My call stands: edge or nothing.',
  ],
};
