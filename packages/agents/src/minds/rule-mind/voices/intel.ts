import type { IntelTopic } from '../votes/rules/intel.ts';
import { pct, ratio, usd } from './figure.ts';
import type { Voice } from './voice.ts';

/** Fast and factual, ahead of the crowd. */
export const intelVoice: Voice<IntelTopic> = {
  opening: {
    adding: [
      ({ plan, market }) =>
        `Seeing ${plan.symbol} ${pct(market.change24hPct)} on the day, ${usd(market.volume1hUsd)} ` +
        'through in the last hour.',
      ({ plan, market }) =>
        `${plan.symbol} is moving: ${pct(market.change24hPct)} in a day and nobody talks about it yet.`,
    ],
    leaving: [
      ({ plan, market }) => `${plan.symbol} flow is turning, ${pct(market.change24hPct)} on the day.`,
      ({ plan }) => `Heads up on ${plan.symbol}, the signal flipped.`,
    ],
  },
  clear: { adding: 'clear', leaving: 'clear' },
  topics: {
    weak_case: [
      ({ plan }) => `Confidence only ${ratio(plan.confidence)}, that's noise.`,
      ({ plan }) => `${ratio(plan.confidence)} on the read, I filter those out.`,
    ],
    strong_case: [
      ({ plan }) => `Read ${ratio(plan.confidence)}, ${plan.evidenceFor} data points for it. Best I've had.`,
      ({ plan }) => `${ratio(plan.confidence)} on the read, that's not noise.`,
    ],
    chased: [
      ({ market }) =>
        `${pct(market.change24hPct)} on the day, ${ratio(market.change24hAtrs)} ATRs, we'd be the exit liquidity.`,
      ({ market }) => `Late: ${ratio(market.change24hAtrs)} ATRs of the move are gone.`,
    ],
    contradicted: [
      ({ plan }) => `${plan.evidenceAgainst} data points against it, ${plan.evidenceFor} for. Mixed.`,
      ({ plan }) => `My own sources split: ${plan.evidenceFor} for, ${plan.evidenceAgainst} against.`,
    ],
    confirmed: [
      ({ plan, market }) => `${market.signals24h.otherSources} more sources flag ${plan.symbol} in 24 h.`,
      ({ market }) => `Not just one feed: ${market.signals24h.otherSources} others, ${market.signals24h.buys} buys.`,
    ],
    sells_seen: [
      ({ plan, market }) => `Seeing ${market.signals24h.sells} sell signals on ${plan.symbol} too in 24 h.`,
      ({ market }) => `Flow's two-sided: ${market.signals24h.sells} sells against ${market.signals24h.buys} buys.`,
    ],
    no_evidence: [
      ({ plan }) => `${plan.evidenceCount} data points attached.`,
      ({ plan }) => `Nothing backs ${plan.symbol}, not one data point.`,
    ],
    still_bought: [
      ({ plan, market }) => `Still seeing ${market.signals24h.buys} buy signals on ${plan.symbol} in 24 h.`,
      ({ market }) => `${market.signals24h.buys} fresh buys in 24 h, selling into that's early.`,
    ],
    sold_again: [
      ({ plan, market }) => `${market.signals24h.sells} sells on ${plan.symbol} in 24 h, I'm out.`,
      ({ market }) => `Sell number ${market.signals24h.sells} in 24 h, that's flow.`,
    ],
    clear: [
      ({ plan }) => `${plan.evidenceFor} data points line up, read ${ratio(plan.confidence)}.`,
      ({ plan }) => `Confidence ${ratio(plan.confidence)} with ${plan.evidenceCount} items on it.`,
    ],
  },
  closing: {
    approve: [() => 'Go before the crowd does.', () => "I'm in."],
    reject: [() => 'Skip, next one comes soon.', () => 'Not this one.'],
    abstain: [() => 'No read, no vote.', () => 'Sitting this one out.'],
  },
};
