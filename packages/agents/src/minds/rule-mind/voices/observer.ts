import type { ObserverTopic } from '../votes/observer.ts';
import { clockTime, pct } from './figure.ts';
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
    missing_stop: [
      () => 'Process deviation detected: no stop-loss is set.',
      () => 'Rule breach: exposure without a stop-loss.',
    ],
    missing_confidence: [
      () => 'Process deviation detected: no analysis stands behind it.',
      () => 'Rule breach: the confidence field is empty.',
    ],
    defaulted_stop: [
      ({ plan }) => `The stop was missing and the default of ${pct(plan.stopPct)} was applied; noted.`,
      () => 'Minor deviation: the stop is a default, not a plan.',
    ],
    clear: [() => 'All required fields are present and within policy.', () => 'No deviation found.'],
  },
  closing: {
    approve: [() => 'Compliant.', () => 'Cleared by the book.'],
    reject: [() => 'Not compliant, reject.', () => 'Returned for correction.'],
    abstain: [() => 'No finding.', () => 'Outside of my remit.'],
  },
};
