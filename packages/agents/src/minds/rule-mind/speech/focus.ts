import type { TalkBriefing } from '../../talk.ts';

/** The tokens that a conversation is about: those that its topic names, else what its format is there to look at. */
export function focusOf({
  format,
  topic,
  movers,
  held,
  unpriced = [],
  signals,
  lastTrade,
}: TalkBriefing): ReadonlySet<string> {
  const closed = lastTrade ? [lastTrade] : [];
  const known = new Set([...movers, ...held, ...unpriced, ...signals, ...closed].map(({ symbol }) => symbol));
  const named = wordsOf(topic).filter((word) => known.has(word));
  if (named.length > 0) return new Set(named);
  if (format === 'position_review') return new Set([...held, ...unpriced].map(({ symbol }) => symbol));
  return new Set(format === 'post_mortem' ? closed.map(({ symbol }) => symbol) : []);
}

/** The lines that speak of a token in focus. */
export function onFocus(lines: readonly string[], focus: ReadonlySet<string>): readonly string[] {
  return lines.filter((line) => wordsOf(line).some((word) => focus.has(word)));
}

const wordsOf = (text: string): readonly string[] => text.toUpperCase().split(/[^A-Z0-9]+/);
