import { useSyncExternalStore } from 'react';
import type { OutputOf, Where } from './call.ts';
import { reads } from './reads.ts';

/** The figures that move, as the stream tells them. */
interface Marks {
  readonly at: string;
  readonly equityUsd: string;
  readonly positions: readonly { readonly id: string; readonly price: string | null; readonly resultUsd: string }[];
  readonly beat: Beat | null;
}

/** How long the heartbeat has been silent, by the machine's clock. */
export interface Beat {
  readonly silentMs: number;
  readonly late: boolean;
}

let beat: Beat | null = null;
const watchers = new Set<() => void>();

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** The heartbeat as it was told last; null before. */
export function useBeat(): Beat | null {
  return useSyncExternalStore(watch, () => beat);
}

/** Puts what moved where it was read, so that pages show it without asking. */
export function noteMarks(text: string): void {
  const marks: Marks = JSON.parse(text);
  beat = marks.beat;
  for (const watcher of watchers) watcher();
  change('GET /api/me', (me) => ({ ...me, now: marks.at }));
  change('GET /api/portfolio', (books) => ({ ...books, at: marks.at, equityUsd: marks.equityUsd }));
  change('GET /api/positions', ({ items, ...page }) => ({ ...page, items: items.map(movedBy(marks)) }));
}

/** Puts the trading state where it was read. */
export function noteState(text: string): void {
  change('GET /api/trading-state', () => JSON.parse(text));
}

function change<W extends Where>(where: W, by: (old: OutputOf<W>) => OutputOf<W>): void {
  reads.setQueriesData<OutputOf<W>>({ queryKey: [where] }, (old) => (old === undefined ? old : by(old)));
}

type Position = OutputOf<'GET /api/positions'>['items'][number];

function movedBy({ positions }: Marks): (position: Position) => Position {
  return (position) => {
    const mark = positions.find(({ id }) => id === position.id);
    return mark ? { ...position, currentPrice: mark.price, resultUsd: mark.resultUsd } : position;
  };
}
