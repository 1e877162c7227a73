import type { GrowthTopic } from '../votes/growth.ts';
import { pct, usd } from './figure.ts';
import type { Voice } from './voice.ts';

/** Curious about the past, keen to turn it into action. */
export const growthVoice: Voice<GrowthTopic> = {
  opening: {
    adding: [
      ({ record }) =>
        `Here's what the data shows: ${record.company.wins} wins in ${record.company.trades} closed ` +
        `trades, ${usd(record.company.pnlUsd)} net.`,
      ({ plan, record }) =>
        `I looked back at ${plan.symbol}: ${record.token.trades} trades, ${usd(record.token.pnlUsd)} net.`,
    ],
    leaving: [
      ({ plan, record }) =>
        `Here's what the data shows on ${plan.symbol}: ${record.token.wins} wins, ${record.token.losses} losses.`,
      ({ plan, position }) => `One more data point in ${plan.symbol}, currently ${pct(position?.pnlPct ?? null)}.`,
    ],
  },
  clear: { adding: 'clear', leaving: 'clear' },
  topics: {
    too_few: [
      ({ record }) => `${record.company.trades} closed trades are too few to call anything a pattern.`,
      ({ record }) => `A sample of ${record.company.trades} tells me nothing yet.`,
    ],
    token_record: [
      ({ plan, record }) =>
        `${plan.symbol} won ${record.token.wins} of ${record.token.trades}, a pattern we should stop repeating.`,
      ({ record }) => `${record.token.losses} losses in ${record.token.trades} tries is a pattern.`,
    ],
    source_record: [
      ({ record }) =>
        `${record.sourceName ?? 'This source'} converts ${record.source.wins} of ` +
        `${record.source.trades}; there is no edge in it.`,
      ({ record }) => `The source's ${record.source.trades} trades made ${usd(record.source.pnlUsd)}.`,
    ],
    clear: [
      ({ record }) => `Setups like this one netted ${usd(record.source.pnlUsd)} over ${record.source.trades} trades.`,
      ({ record }) => `No losing pattern in the last ${record.company.trades} trades fits this.`,
    ],
  },
  closing: {
    approve: [() => 'Let us take it and learn from it.', () => 'The past speaks for acting on it.'],
    reject: [() => 'The past speaks against it.', () => 'Better to skip it and fix the setup.'],
    abstain: [() => 'I abstain until there is more to measure.', () => 'No vote: more data first.'],
  },
};
