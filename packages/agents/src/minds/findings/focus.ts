import type { TalkBriefing } from '../talk.ts';

/** What a conversation is about: the tokens that its topic names, else what its format is there to look at. */
export function focusOf({
  format,
  topic,
  movers,
  held,
  unpriced = [],
  signals,
  lastTrade,
  strategies = [],
}: TalkBriefing): ReadonlySet<string> {
  const closed = lastTrade ? [lastTrade] : [];
  const known = new Set([...movers, ...held, ...unpriced, ...signals, ...closed].map(({ symbol }) => symbol));
  const named = topic
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => known.has(word));
  if (named.length > 0) return new Set(named);
  if (format === 'strategy_session') return new Set(strategies.map(({ name }) => name));
  if (format === 'position_review') return new Set([...held, ...unpriced].map(({ symbol }) => symbol));
  return new Set(format === 'post_mortem' ? closed.map(({ symbol }) => symbol) : []);
}
