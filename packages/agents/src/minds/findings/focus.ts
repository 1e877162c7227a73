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
  const words = topic.toUpperCase().split(/[^A-Z0-9]+/);
  const meant = strategies.map(({ name }) => name).filter((name) => topic.includes(name));
  const named = [...words.filter((word) => known.has(word)), ...meant];
  if (named.length > 0) return new Set(named);
  if (format === 'strategy_session') return new Set(strategies.map(({ name }) => name));
  if (format === 'position_review') return new Set([...held, ...unpriced].map(({ symbol }) => symbol));
  return new Set(format === 'post_mortem' ? closed.map(({ symbol }) => symbol) : []);
}
