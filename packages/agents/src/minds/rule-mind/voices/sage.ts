import type { SageTopic } from '../votes/rules/sage.ts';
import { hours, pct, percent, ratio, usd } from './figure.ts';
import type { Voice } from './voice.ts';

/** Measured, sceptical; probabilities and exposure in every sentence. */
export const sageVoice: Voice<SageTopic> = {
  opening: {
    adding: [
      ({ plan, portfolio }) =>
        `What's the max drawdown scenario here: ${usd(plan.riskUsd)} at the stop, ` +
        `${pct(plan.riskPct)} of equity, exposure going from ${pct(portfolio.exposurePct)} to ` +
        `${pct(portfolio.exposureAfterPct)}.`,
      ({ plan, portfolio }) =>
        `If ${plan.symbol} runs to its stop we lose ${usd(plan.riskUsd)}, which is ` +
        `${pct(plan.riskPct)} of equity with total exposure at ${pct(portfolio.exposureAfterPct)}.`,
      ({ plan, portfolio }) =>
        `Exposure first: ${pct(portfolio.exposureAfterPct)} of ${usd(portfolio.equityUsd)} after ` +
        `this one, and ${usd(plan.riskUsd)} of it can go in a single stop.`,
      ({ plan, portfolio }) =>
        `Before anyone gets excited about ${plan.symbol}: we are ${pct(portfolio.drawdownPct)} off ` +
        `the peak and this puts ${usd(plan.riskUsd)} at risk.`,
    ],
    leaving: [
      ({ plan, portfolio }) =>
        `Leaving ${plan.symbol} takes exposure down from ${pct(portfolio.exposurePct)}, and I have ` +
        'yet to see that hurt anyone.',
      ({ position, portfolio }) =>
        `The position stands at ${pct(position?.pnlPct ?? null)} with the book ` +
        `${pct(portfolio.drawdownPct)} below its peak.`,
      ({ plan, portfolio }) =>
        `Less ${plan.symbol} means less than the ${pct(portfolio.exposurePct)} exposure we carry now.`,
    ],
  },
  clear: { adding: 'clear', leaving: 'safer' },
  topics: {
    tight_stop: [
      ({ plan, market }) =>
        `A stop ${pct(plan.stopPct)} away is only ${ratio(market.stopAtrs)} ATR in a market that ` +
        `moves ${pct(market.atrPct)} an hour; noise alone would take us out.`,
      ({ plan, market }) =>
        `The stop sits ${ratio(market.stopAtrs)} ATR below entry, and with hourly swings of ` +
        `${pct(market.atrPct)} that ${pct(plan.stopPct)} is no protection, it is a coin toss.`,
    ],
    wide_stop: [
      ({ plan }) => `A stop ${pct(plan.stopPct)} away is a hope, not a limit.`,
      ({ plan }) => `Giving this ${pct(plan.stopPct)} of room is more than the evidence earns.`,
    ],
    tail: [
      ({ market }) =>
        `Within the last 72 hours a single day fell ${ratio(market.worstDay72hStops)} times the distance of this ` +
        'stop, and the tail is what I insure against.',
      ({ plan, market }) =>
        `The worst day of 72 hours in ${plan.symbol} reached ${ratio(market.worstDay72hStops)} stops; ` +
        'the probability of another is not zero.',
    ],
    sudden_fall: [
      ({ market }) =>
        `One hour of the last 72 fell ${ratio(market.worstHour72hStops)} stops, which no exposure of ours could have ` +
        'escaped.',
      ({ plan, market }) =>
        `${plan.symbol} has dropped ${ratio(market.worstHour72hStops)} stop distances within an hour, so slippage ` +
        'beyond the stop is a real probability.',
    ],
    calm: [
      ({ market }) =>
        `The worst day of 72 hours was ${ratio(market.worstDay72hStops)} stops deep, a tail I can live with.`,
      ({ market }) =>
        `Its tail is thin: ${ratio(market.worstDay72hStops)} stops in the worst day of 72 hours, with every exposure ` +
        'bounded.',
    ],
    falling_market: [
      ({ market: { regime } }) =>
        `The market falls: ${percent(regime?.breadth ?? null)} of ${regime?.tokens ?? 0} tokens stand above their ` +
        `week's average, and ${regime?.leader} is ${pct(regime?.leaderTrend ?? null)} from its own.`,
      ({ market: { regime } }) =>
        `The average token made ${pct(regime?.change ?? null)} in a week. Few rise against that.`,
    ],
    rising_market: [
      ({ market: { regime } }) =>
        `${percent(regime?.breadth ?? null)} of ${regime?.tokens ?? 0} tokens stand above their week's average, and ` +
        'that lowers the probability of a bad surprise.',
      ({ market: { regime } }) =>
        `The market as a whole rises, ${pct(regime?.change ?? null)} for the average token in a week, which I weigh ` +
        'in its favour.',
    ],
    drawdown: [
      ({ portfolio }) =>
        `We are ${pct(portfolio.drawdownPct)} below our peak, and a book in drawdown earns smaller bets, not new ones.`,
      ({ portfolio }) =>
        `With a drawdown of ${pct(portfolio.drawdownPct)} already on the book, the probability of ` +
        'digging deeper is what I look at.',
    ],
    correlation: [
      ({ plan, portfolio }) =>
        `${plan.symbol} moves with ${portfolio.nearestSymbol ?? 'what we hold'} at a correlation of ` +
        `${ratio(portfolio.nearestCorrelation)}; that is the same bet twice.`,
      ({ portfolio }) =>
        `Correlation of ${ratio(portfolio.nearestCorrelation)} with ` +
        `${portfolio.nearestSymbol ?? 'the book'} means both stops go in the same minute.`,
    ],
    independent: [
      ({ plan, portfolio }) =>
        `${plan.symbol} moves apart from ${portfolio.nearestSymbol ?? 'what we hold'}, correlation ` +
        `${ratio(portfolio.nearestCorrelation)}, so the exposure does not add up.`,
      ({ portfolio }) =>
        `A correlation of ${ratio(portfolio.nearestCorrelation)} with ${portfolio.nearestSymbol ?? 'the book'} is ` +
        'diversification, and I welcome that.',
    ],
    probation: [
      ({ plan }) =>
        `${plan.probation?.losses30d ?? 0} losses in 30 days without a win: ${plan.symbol} is on probation, with a ` +
        `probe of ${usd(plan.probation?.probeUsd ?? null)} at risk and no more.`,
      ({ plan }) =>
        `${plan.symbol} has lost ${plan.probation?.losses30d ?? 0} times in 30 days, so its exposure is a probe of ` +
        `${usd(plan.probation?.probeUsd ?? null)} until it wins.`,
    ],
    gain_protected: [
      ({ position }) =>
        `The stop keeps ${percent(position?.protectedShare ?? null)} of the gain already, and that risk is the one I ` +
        'would be paid to carry.',
      ({ position }) =>
        `With ${percent(position?.protectedShare ?? null)} of the gain behind the stop, leaving saves us ` +
        'a probability that we have insured.',
    ],
    leaving_a_fall: [
      ({ market: { regime } }) =>
        `With ${percent(regime?.breadth ?? null)} of the tokens above their average, less exposure is the sound ` +
        'direction.',
      ({ market: { regime } }) =>
        `The average token made ${pct(regime?.change ?? null)} in a week, and I would carry less into that.`,
    ],
    safer: [
      ({ position }) =>
        `Held for ${hours(position?.holdHours ?? null)} at ${pct(position?.pnlPct ?? null)}, it owes us nothing.`,
      ({ portfolio }) => `Fewer than ${portfolio.openPositions} open positions is a probability I like better.`,
      ({ portfolio }) => `At a drawdown of ${pct(portfolio.drawdownPct)} I take every chance to carry less.`,
    ],
    clear: [
      ({ market, portfolio }) =>
        `The stop is ${ratio(market.stopAtrs)} ATR out and the drawdown is ` +
        `${pct(portfolio.drawdownPct)}, so I find nothing that breaks the book.`,
      ({ portfolio }) => `Drawdown stands at ${pct(portfolio.drawdownPct)} and nothing here compounds it.`,
      ({ plan, portfolio }) =>
        `Worst case is bounded at ${pct(plan.riskPct)} of equity with ${portfolio.openPositions} ` +
        'other positions open, and I can live with that.',
    ],
  },
  closing: {
    approve: [
      (_, { probability }) => `Approved, with a ${percent(probability)} probability that it does no harm.`,
      (_, { probability }) => `I put ${percent(probability)} on this being sound, so I will not stand in the way.`,
      (_, { probability }) => `Cautious yes at ${percent(probability)}, on condition that the stop stays where it is.`,
    ],
    reject: [
      (_, { probability }) => `Rejected: I put ${percent(probability)} on this hurting us.`,
      (_, { probability }) => `My answer is no, with ${percent(probability)} probability that no is right.`,
      (_, { probability }) => `I vote against, ${percent(probability)} sure, to protect the capital.`,
    ],
    abstain: [() => 'I abstain until somebody shows me evidence.', () => 'No evidence, no vote.'],
  },
};
