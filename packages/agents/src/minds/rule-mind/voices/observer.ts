import type { ObserverTopic } from '../votes/rules/observer.ts';
import { clockTime, hours, pct, percent } from './figure.ts';
import type { Voice } from './voice.ts';

/** Neutral and procedural; flags what is not by the book. */
export const observerVoice: Voice<ObserverTopic> = {
  opening: {
    adding: [
      ({ plan, at }) => `Process review of the ${plan.symbol} proposal at ${clockTime(at)}.`,
      ({ plan }) => `Checking the ${plan.symbol} proposal against the rules, ${plan.evidenceCount} items on file.`,
    ],
    leaving: [
      ({ plan, at }) => `Exit review of ${plan.symbol} at ${clockTime(at)}.`,
      ({ plan }) => `Checking the ${plan.symbol} exit against the rules.`,
    ],
  },
  clear: { adding: 'clear', leaving: 'clear' },
  topics: {
    defaulted_stop: [
      ({ plan }) => `The stop was missing and the default of ${pct(plan.stopPct)} was applied; noted.`,
      () => 'Minor deviation: the stop is a default, not a plan.',
    ],
    gaps: [
      ({ market }) =>
        `Data deviation detected: ${percent(market.recorded24hShare)} of the bars of 24 hours are on record.`,
      ({ plan, market }) =>
        `The record of ${plan.symbol} has gaps: ${percent(market.recorded24hShare)} of a day is present.`,
    ],
    short_history: [
      ({ market }) => `Only ${market.hours72hCount ?? 0} of 72 hourly bars are on file; noted as a deviation.`,
      ({ plan, market }) => `${plan.symbol} has ${market.hours72hCount ?? 0} of 72 hours on record, below the norm.`,
    ],
    old_signal: [
      ({ plan }) => `The signal is ${plan.signalAgeMinutes ?? 0} minutes old at this review.`,
      ({ plan }) => `Staleness noted: ${plan.signalAgeMinutes ?? 0} minutes since the signal was recorded.`,
    ],
    old_price: [
      ({ market }) => `The last price is ${market.priceAgeMinutes ?? 0} minutes old, within policy but noted.`,
      ({ market }) => `Price age ${market.priceAgeMinutes ?? 0} minutes; recorded as a minor deviation.`,
    ],
    revenge: [
      ({ plan, record }) =>
        `The last loss in ${plan.symbol} is ${hours(record.tokenLossHours)} old; entering again is a process risk.`,
      ({ record }) => `A loss in this token was recorded ${hours(record.tokenLossHours)} ago.`,
    ],
    losing_day: [
      ({ record }) => `${record.losses24h} losses are on record within 24 hours, close to a protection.`,
      ({ record }) => `The log shows ${record.losses24h} losses in 24 hours; the rules call for restraint.`,
    ],
    full_desk: [
      ({ portfolio }) => `${portfolio.openPositions} positions are open; this entry takes the last slot within policy.`,
      ({ portfolio }) => `Slots in use before this entry: ${portfolio.openPositions}.`,
    ],
    clear: [
      ({ market }) => `All required fields are present, ${market.hours72hCount ?? 0} hourly bars on file.`,
      ({ record }) => `No deviation found; ${record.losses24h} losses within 24 hours.`,
    ],
  },
  closing: {
    approve: [() => 'Compliant.', () => 'Cleared by the book.'],
    reject: [() => 'Not compliant, reject.', () => 'Returned for correction.'],
    abstain: [() => 'No finding.', () => 'Outside of my remit.'],
  },
};
