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

const pct = (fraction: number) => `${fraction < 0 ? '−' : '+'}${Math.abs(fraction * 100).toFixed(1)} %`;
const usd = (value: number) =>
  value >= 1e6 ? `${(value / 1e6).toFixed(1)} M USD` : `${(value / 1e3).toFixed(0)} k USD`;

const technicals: ResearchTopic = {
  words: 'technicals',
  sourceKind: null,
  says: (study) =>
    `${study.symbol} ${pct(study.change)} in ${study.days} days, ${study.drive.toFixed(1)} deviations, ${pct(study.fromHigh)} from its 30-day high`,
};

const fundamentals: ResearchTopic = {
  words: 'fundamentals',
  sourceKind: 'fundamentals',
  says: (study) =>
    `${study.symbol} trades ${usd(study.dayVolumeUsd)} a day, ${study.volumeRatio.toFixed(1)} times its usual, and moves ${pct(study.dayDeviation).slice(1)} a day`,
};

const sentiment: ResearchTopic = {
  words: 'social sentiment',
  sourceKind: 'social',
  says: (study) => `${study.symbol} has ${study.volumeRatio.toFixed(1)} times its usual volume`,
};

const topics: Readonly<Record<string, ResearchTopic>> = { technicals, fundamentals, social_sentiment: sentiment };

/** The topic of that name; an unknown or absent one is technicals, which candles can tell. */
export function researchTopic(name: string | undefined): ResearchTopic {
  return topics[name ?? ''] ?? technicals;
}
