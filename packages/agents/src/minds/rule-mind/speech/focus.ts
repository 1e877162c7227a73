import type { TalkBriefing } from '../../talk.ts';

/**
 * What a conversation is about: the tokens that its topic names, else what its format is there to look at, tokens or
 * names of strategies.
 */
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
  const named = wordsOf(topic).filter((word) => known.has(word));
  if (named.length > 0) return new Set(named);
  if (format === 'strategy_session') return new Set(strategies.flatMap(({ name }) => wordsOf(name).filter(isWord)));
  if (format === 'position_review') return new Set([...held, ...unpriced].map(({ symbol }) => symbol));
  return new Set(format === 'post_mortem' ? closed.map(({ symbol }) => symbol) : []);
}

/** The lines that speak of something in focus. */
export function onFocus(lines: readonly string[], focus: ReadonlySet<string>): readonly string[] {
  return lines.filter((line) => wordsOf(line).some((word) => focus.has(word)));
}

const isWord = (word: string): boolean => /^[A-Z]{3,}$/.test(word);
const wordsOf = (text: string): readonly string[] => text.toUpperCase().split(/[^A-Z0-9]+/);
