import type { Pattern } from './finding.ts';

interface Topic {
  /** As people say it. */
  readonly words: string;
  /** What it looks for first, the best last resort being anything. */
  readonly patterns: readonly Pattern[];
  /** Needs sources of this kind; without a connected one there is no data, and that is said. */
  readonly sourceKind: string | null;
}

/** What INTEL can be asked to look for. Every scan reads the candles; a topic says what counts most. */
export const topics: Readonly<Record<string, Topic>> = {
  top_gainers: { words: 'top gainers', patterns: ['top_gainer', 'pullback'], sourceKind: null },
  volume_spikes: { words: 'volume spikes', patterns: ['volume_spike', 'breakout'], sourceKind: null },
  KOL_activity: { words: 'KOL activity', patterns: ['breakout', 'pullback'], sourceKind: 'kol' },
};

/** The topic of that name; an unknown or absent one looks for everything alike. */
export function topicOf(name: string | undefined): Topic {
  return (
    topics[name ?? ''] ?? { words: name ? name.replaceAll('_', ' ') : 'opportunities', patterns: [], sourceKind: null }
  );
}
