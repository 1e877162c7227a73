import type { SageTopic } from '../votes/sage.ts';
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
    no_stop: [
      () => 'There is no stop-loss on this plan, and without one the loss has no bound.',
      () => 'I see no stop-loss, so no probability I could cite would mean anything.',
    ],
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
    unknown_volatility: [
      () => 'There is not enough history to measure volatility, so I cannot say whether the stop means anything.',
      ({ plan }) => `I have no volatility reading for ${plan.symbol}, and unmeasured risk is still risk.`,
    ],
    wild_market: [
      ({ market }) => `Hourly volatility of ${pct(market.atrPct)} makes every exposure figure here optimistic.`,
      ({ plan, market }) => `${plan.symbol} swings ${pct(market.atrPct)} an hour, so expect the stop to slip.`,
    ],
    falling_market: [
      ({ market: { regime } }) =>
        `The market falls: ${percent(regime?.breadth ?? null)} of ${regime?.tokens ?? 0} tokens stand above their ` +
        `week's average, and ${regime?.leader} is ${pct(regime?.leaderTrend ?? null)} from its own.`,
      ({ market: { regime } }) =>
        `The average token made ${pct(regime?.change ?? null)} in a week. Few rise against that.`,
    ],
    drawdown: [
      ({ portfolio }) =>
        `We are ${pct(portfolio.drawdownPct)} below our peak, and a book in drawdown earns smaller bets, not new ones.`,
      ({ portfolio }) =>
        `With a drawdown of ${pct(portfolio.drawdownPct)} already on the book, the probability of ` +
        'digging deeper is what I look at.',
    ],
    exposure: [
      ({ portfolio }) =>
        `Exposure of ${pct(portfolio.exposureAfterPct)} across ${portfolio.openPositions} open ` +
        'positions plus this one leaves too little untouched.',
      ({ portfolio }) =>
        `${pct(portfolio.exposureAfterPct)} of equity in the market at once is more than one bad ` +
        'hour should be able to reach.',
    ],
    risk: [
      ({ plan }) => `${pct(plan.riskPct)} of equity on one idea is above what I sign.`,
      ({ plan }) => `This single trade would carry ${pct(plan.riskPct)} of our equity as risk.`,
    ],
    correlation: [
      ({ plan, portfolio }) =>
        `${plan.symbol} moves with ${portfolio.nearestSymbol ?? 'what we hold'} at a correlation of ` +
        `${ratio(portfolio.nearestCorrelation)}; that is the same bet twice.`,
      ({ portfolio }) =>
        `Correlation of ${ratio(portfolio.nearestCorrelation)} with ` +
        `${portfolio.nearestSymbol ?? 'the book'} means both stops go in the same minute.`,
    ],
    token_losses: [
      ({ plan, record }) =>
        `${plan.symbol} has cost us ${record.token.losses} losses against ${record.token.wins} wins ` +
        'lately, and I demand better evidence than that.',
      ({ plan, record }) =>
        `The recent record in ${plan.symbol} is ${record.token.wins} wins and ${record.token.losses} ` +
        'losses; the probability speaks for itself.',
    ],
    source_losses: [
      ({ record }) =>
        `Signals from ${record.sourceName ?? 'this source'} won ${record.source.wins} of ` +
        `${record.source.trades}; that is not evidence, that is noise.`,
      ({ record }) =>
        `${record.sourceName ?? 'This source'} is ${record.source.wins} for ${record.source.trades}, ` +
        'which I weigh against it.',
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
