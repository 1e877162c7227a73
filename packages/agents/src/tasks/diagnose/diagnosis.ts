import { sayRatio, sayShare } from '@atc/core/kernel/figures';
import type { TradeMeasures } from '../analyse-outcome/index.ts';
import type { Compared } from './reasons.ts';

export type Cause =
  | 'overran_stop'
  | 'gave_back'
  | 'reasons_failed'
  | 'overruled'
  | 'stop_in_noise'
  | 'never_ran'
  | 'no_reasons'
  | 'ordinary';

export interface LossFacts {
  readonly measures: TradeMeasures;
  readonly compared: Compared;
  /** Stop distance over the usual hourly range at the entry. */
  readonly stopAtrs: number | null;
}

export interface Diagnosis {
  readonly cause: Cause;
  /** What happened, with its number. */
  readonly text: string;
  /** What would have kept the loss smaller. */
  readonly advice: string;
}

interface Look {
  readonly cause: Cause;
  /** The sentence when this is what happened, or null. */
  readonly says: (facts: LossFacts) => string | null;
  readonly advice: string;
}

const OVERRAN_R = -1.25;
const AHEAD_R = 1;
const NEVER_RAN_R = 0.25;
const MOST_FAILED = 0.5;
const NOISE_ATRS = 1.5;

// The first that fits is the cause: what the exit did comes before what the entry believed.
const looks: readonly Look[] = [
  {
    cause: 'overran_stop',
    says: ({ measures: { rMultiple } }) =>
      rMultiple !== null && rMultiple <= OVERRAN_R
        ? `the exit lost ${sayRatio(Math.abs(rMultiple))} times what the stop allowed`
        : null,
    advice: 'size for the gap: this token can jump over a stop',
  },
  {
    cause: 'gave_back',
    says: ({ measures: { mfeR } }) =>
      mfeR !== null && mfeR >= AHEAD_R ? `it was ${sayRatio(mfeR, 1)} R ahead and gave it all back` : null,
    advice: 'trail the stop once a trade is 1 R ahead',
  },
  {
    cause: 'reasons_failed',
    says: ({ compared: { failedShare } }) =>
      failedShare !== null && failedShare >= MOST_FAILED
        ? `${sayShare(failedShare, 0)} of what spoke for the entry spoke against it at the end`
        : null,
    advice: 'leave when the reasons for the entry are gone, before the stop',
  },
  {
    cause: 'overruled',
    says: ({ compared: { overruled, reasons } }) =>
      overruled.length > reasons.length ? `${overruled.length} of the entry's own readings spoke against it` : null,
    advice: 'ask for more agreement among the readings before an entry',
  },
  {
    cause: 'stop_in_noise',
    says: ({ stopAtrs }) =>
      stopAtrs !== null && stopAtrs < NOISE_ATRS
        ? `the stop lay ${sayRatio(stopAtrs, 1)} hourly ranges away, within the noise`
        : null,
    advice: 'keep the stop two hourly ranges away and the size smaller',
  },
  {
    cause: 'never_ran',
    says: ({ measures: { mfeR } }) =>
      mfeR !== null && mfeR < NEVER_RAN_R ? `it never ran more than ${sayRatio(mfeR)} R ahead` : null,
    advice: 'wait for the move to begin before entering',
  },
  {
    cause: 'no_reasons',
    says: ({ compared: { reasons, overruled } }) =>
      reasons.length + overruled.length === 0 ? 'the entry left no reasons that could be checked' : null,
    advice: 'enter on written evidence only',
  },
];

/** Why a trade lost; `ordinary` when its reasons held and its stop did what it should. */
export function diagnoseLoss(facts: LossFacts): Diagnosis {
  for (const { cause, says, advice } of looks) {
    const text = says(facts);
    if (text !== null) return { cause, text, advice };
  }
  return {
    cause: 'ordinary',
    text: 'the reasons for the entry still held and the stop did its work',
    advice: 'nothing to change: a sound trade may lose',
  };
}
