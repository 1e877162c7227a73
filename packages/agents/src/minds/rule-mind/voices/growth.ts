import type { GrowthTopic } from '../votes/rules/growth.ts';
import { pct, ratio, usd } from './figure.ts';
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
      ({ record }) =>
        `${record.company.trades} closed trades and ${record.foretold.all.of} settled forecasts are too few to call ` +
        'anything a pattern.',
      ({ record }) => `A sample of ${record.company.trades} trades tells me nothing yet.`,
    ],
    setup_loses: [
      ({ record }) =>
        `Setups like this from ${record.sourceName ?? 'its source'} came to ${ratio(record.foretold.setup.meanR)} R: ` +
        `${record.foretold.setup.paid} of ${record.foretold.setup.of} forecasts paid.`,
      ({ record }) =>
        `${record.foretold.setup.paid} wins in ${record.foretold.setup.of} settled forecasts of this setup, ` +
        'a pattern that costs us.',
    ],
    setup_earns: [
      ({ record }) =>
        `${record.sourceName ?? 'This setup'} paid ${record.foretold.setup.paid} times in ` +
        `${record.foretold.setup.of} forecasts, ${ratio(record.foretold.setup.meanR)} R on average.`,
      ({ record }) => `This setup is a pattern worth repeating: ${ratio(record.foretold.setup.meanR)} R each so far.`,
    ],
    token_loses: [
      ({ plan, record }) =>
        `Forecasts on ${plan.symbol} came to ${ratio(record.foretold.token.meanR)} R, ` +
        `${record.foretold.token.paid} of ${record.foretold.token.of} paid.`,
      ({ plan, record }) =>
        `The data on ${plan.symbol} is poor: ${record.foretold.token.paid} in ${record.foretold.token.of} paid.`,
    ],
    token_earns: [
      ({ plan, record }) =>
        `${plan.symbol} itself has a good record: ${ratio(record.foretold.token.meanR)} R over ` +
        `${record.foretold.token.of} forecasts.`,
      ({ plan, record }) =>
        `In ${plan.symbol} ${record.foretold.token.paid} of ${record.foretold.token.of} forecasts paid, a pattern to ` +
        'build on.',
    ],
    poor_hour: [
      ({ record }) =>
        `At this time of day forecasts come to ${ratio(record.foretold.hour.meanR)} R against ` +
        `${ratio(record.foretold.all.meanR)} R overall.`,
      ({ record }) =>
        `These hours are our weak ones: ${record.foretold.hour.paid} of ${record.foretold.hour.of} paid in them.`,
    ],
    good_hour: [
      ({ record }) =>
        `These hours of the day run at ${ratio(record.foretold.hour.meanR)} R, better than ` +
        `${ratio(record.foretold.all.meanR)} R overall.`,
      ({ record }) =>
        `The data shows ${record.foretold.hour.paid} of ${record.foretold.hour.of} forecasts paid at this time of day.`,
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
    source_wins: [
      ({ record }) =>
        `${record.sourceName ?? 'This source'} won ${record.source.wins} of ${record.source.trades} trades, ` +
        `${usd(record.source.pnlUsd)} net.`,
      ({ record }) =>
        `The source converts ${record.source.wins} of ${record.source.trades}, the kind of pattern I look for.`,
    ],
    poor_sells: [
      ({ record }) =>
        `After ${record.sells.of} such sell signals the price fell within a day ${record.sells.fell} times: ` +
        'a pattern of selling too early.',
      ({ record }) => `Only ${record.sells.fell} of ${record.sells.of} sell signals like this one were right a day on.`,
    ],
    good_sells: [
      ({ record }) => `${record.sells.fell} of ${record.sells.of} sell signals like this were right a day later.`,
      ({ record }) => `Its sell signals have a record: ${record.sells.fell} of ${record.sells.of} saw the price fall.`,
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
