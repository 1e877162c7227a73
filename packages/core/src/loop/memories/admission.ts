import { cut, printable } from '../../kernel/text/index.ts';
import { confidenceRanges, type MemoryDraft, type MemoryType } from './memory.ts';

export type Admitted = { readonly memory: MemoryDraft } | { readonly refused: 'untrusted_text' | 'too_weak' | 'empty' };

/** What text from outside may never become by itself. */
const trustedOnly: ReadonlySet<MemoryType> = new Set(['strategy', 'preference', 'lesson']);
const LONGEST = 500;

/**
 * Whether a memory may be stored, and how: within its type's range of confidence, never above it; below it is not worth
 * keeping.
 */
export function admitMemory(draft: MemoryDraft): Admitted {
  const [lowest, highest] = confidenceRanges[draft.type];
  const content = cut(printable(draft.content).trim(), LONGEST);
  if (content === '') return { refused: 'empty' };
  if (draft.trust === 'untrusted' && trustedOnly.has(draft.type)) return { refused: 'untrusted_text' };
  if (!(draft.confidence >= lowest)) return { refused: 'too_weak' };
  return { memory: { ...draft, content, confidence: Math.min(draft.confidence, highest) } };
}
