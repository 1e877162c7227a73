import type { MemoryType, Recalled } from '../memories/index.ts';

interface Speech {
  /** Tags of memories that speak of it. */
  readonly tags: readonly string[];
  /** Types that speak of it where no tag says more. */
  readonly types: readonly MemoryType[];
}

/**
 * What memories lead to each topic of the rules that a company starts with. A topic without a source of its own has
 * none.
 */
const speeches: Readonly<Record<string, Speech>> = {
  top_gainers: { tags: ['scanner:top_gainer', 'scanner:pullback', 'trend_1h', 'last_hour'], types: ['strategy'] },
  volume_spikes: { tags: ['scanner:volume_spike', 'scanner:breakout', 'volume'], types: ['pattern', 'lesson'] },
  exit_timing: { tags: ['bad', 'stop_loss', 'trailing_stop', 'hold'], types: ['lesson'] },
  scale_decisions: { tags: ['good', 'take_profit'], types: ['strategy', 'pattern'] },
  exposure: { tags: ['review', 'hour', 'hold'], types: ['strategy'] },
  correlation: { tags: ['indicator'], types: ['pattern'] },
  drawdown: { tags: ['stop_loss', 'trailing_stop'], types: ['lesson'] },
  win_rate: { tags: ['source', 'indicator', 'hour'], types: ['pattern', 'strategy'] },
  avg_winner: { tags: ['good'], types: [] },
  avg_loser: { tags: ['bad'], types: ['lesson'] },
  technicals: { tags: ['indicator'], types: ['pattern', 'strategy', 'lesson'] },
};

/**
 * The topic that a memory leads to among those of a rule: one that it has as a tag, then one that its tags speak of,
 * then one that memories of its type do; null when it leads to none of them.
 */
export function recalledTopic(
  topics: readonly string[],
  { tags, type }: Pick<Recalled, 'tags' | 'type'>,
): string | null {
  const speaks = (topic: string) => speeches[topic]?.tags.some((tag) => tags.includes(tag)) === true;
  return (
    topics.find((topic) => tags.includes(topic)) ??
    topics.find(speaks) ??
    topics.find((topic) => speeches[topic]?.types.includes(type)) ??
    null
  );
}
