const MS_A_LETTER = 38;
const LEAST_MS = 1800;
const PAUSE_MS = 600;

/** How long it takes to read what was said. */
export function readingMs(text: string): number {
  return Math.max(LEAST_MS, text.length * MS_A_LETTER) + PAUSE_MS;
}

export interface Played {
  /** Which turn is read just now; the last one once all were. */
  readonly at: number;
  readonly isOver: boolean;
}

/** Where a conversation stands that is played at reading pace since so many milliseconds. */
export function playedOf(texts: readonly string[], sinceMs: number): Played {
  let passedMs = 0;
  for (const [at, text] of texts.entries()) {
    passedMs += readingMs(text);
    if (sinceMs < passedMs) return { at, isOver: false };
  }
  return { at: Math.max(0, texts.length - 1), isOver: true };
}
