import { plainText } from '@atc/core/kernel/text';
import { ungroundedNumbers } from '../grounding.ts';
import type { Tainted } from '../mind.ts';

const LONGEST = 600;

/** What a model is shown of a briefing: all but what is there for dice and records. */
export function shownOf<B extends { readonly key: string; readonly trace?: string | undefined }>(
  briefing: B,
): Omit<B, 'key' | 'trace'> {
  const { key: _key, trace: _trace, ...shown } = briefing;
  return shown;
}

/** A model's words as they are kept and said: it may have been given words from outside, and give them back. */
export const plain = (text: string): string => plainText(text, LONGEST);

/** Words are no more to be trusted than what their speaker had before him. */
export const taintOf = (
  words: readonly { readonly trust?: Tainted | undefined }[] = [],
): { readonly trust?: Tainted } => (words.some(({ trust }) => trust === 'untrusted') ? { trust: 'untrusted' } : {});

/** What is wrong with words that a model would say by a briefing; null when nothing is. */
export function faultOf(texts: readonly string[], briefing: unknown): string | null {
  if (texts.some((text) => plain(text) === '')) return 'it says nothing';
  const invented = ungroundedNumbers(texts.map(plain).join(' '), briefing);
  return invented.length > 0
    ? `it names numbers that are not in the briefing: ${invented.slice(0, 5).join(', ')}`
    : null;
}
