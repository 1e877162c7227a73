import type { IntelTopic } from '../votes/intel.ts';
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
    chased: [
      ({ market }) => `${pct(market.change24hPct)} already happened, we'd be the exit liquidity.`,
      ({ market }) => `Late: ${pct(market.change24hPct)} is gone.`,
    ],
    no_evidence: [() => 'Zero evidence attached.', () => 'Nothing backs it, not one data point.'],
    clear: [
      ({ plan }) => `${plan.evidenceCount} data points line up, read ${ratio(plan.confidence)}.`,
      ({ plan }) => `Confidence ${ratio(plan.confidence)} with ${plan.evidenceCount} confirmations.`,
    ],
  },
  closing: {
    approve: [() => 'Go before the crowd does.', () => "I'm in."],
    reject: [() => 'Skip, next one comes soon.', () => 'Not this one.'],
    abstain: [() => 'No read, no vote.', () => 'Sitting this one out.'],
  },
};
