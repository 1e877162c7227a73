import { sayPct, sayRatio, sayShare, sayUsd } from '@atc/core/kernel/figures';
import type { TokenStudy } from './token-study.ts';

/** Something to research. */
export interface ResearchTopic {
  /** As people say it. */
  readonly words: string;
  /** Needs sources of this kind; without a connected one there is no data, and that is said. */
  readonly sourceKind: string | null;
  /** What the sentence about a token tells. */
  readonly says: (study: TokenStudy) => string;
}

const technicals: ResearchTopic = {
  words: 'technicals',
  sourceKind: null,
  says: (study) =>
    `${study.symbol} ${sayPct(study.change)} in ${study.days} days, ${sayRatio(study.drive, 1)} ` +
    `deviations, ${sayPct(study.fromHigh)} from its 30-day high`,
};

const fundamentals: ResearchTopic = {
  words: 'fundamentals',
  sourceKind: 'fundamentals',
  says: (study) =>
    `${study.symbol} trades ${sayUsd(study.dayVolumeUsd)} a day, ${sayRatio(study.volumeRatio, 1)} ` +
    `times its usual, and moves ${sayShare(study.dayDeviation)} a day`,
};

const sentiment: ResearchTopic = {
  words: 'social sentiment',
  sourceKind: 'social',
  says: (study) => `${study.symbol} has ${sayRatio(study.volumeRatio, 1)} times its usual volume`,
};

/** What INTEL can be asked to research. */
export const researchTopics: Readonly<Record<string, ResearchTopic>> = {
  technicals,
  fundamentals,
  social_sentiment: sentiment,
};

/** The topic of that name; an unknown or absent one is technicals, which candles can tell. */
export function researchTopic(name: string | undefined): ResearchTopic {
  return researchTopics[name ?? ''] ?? technicals;
}
