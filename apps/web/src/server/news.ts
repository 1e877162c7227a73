import { useSyncExternalStore } from 'react';
import { linesAbout } from '../figures/feed/lines-about.ts';
import type { OutputOf } from './call.ts';
import { follow } from './link.ts';
import { noteMarks, noteState } from './marks.ts';
import { readAgain } from './reads.ts';
import { noteSession } from './session.ts';

export type News = OutputOf<'GET /api/events'>['items'][number];

const KEPT = 400;
const PAUSE_MS = 1500;

let news: readonly News[] = [];
const watchers = new Set<() => void>();
const due = new Set<string>();
let isWaiting = false;

/** What happened since this page was opened, newest first. */
export function useNews(): readonly News[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => news,
  );
}

function note(one: News): void {
  news = [one, ...news].slice(0, KEPT);
  for (const watcher of watchers) watcher();
  for (const line of linesAbout(one.kind)) due.add(line);
  // News come in crowds: what they are about is read once for all of them.
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    readAgain(new Set(due));
    due.clear();
  }, PAUSE_MS);
}

const hearings: Readonly<Record<string, (data: string) => void>> = {
  message: (data) => note(JSON.parse(data)),
  marks: noteMarks,
  state: noteState,
};

/** Opens the stream of news; everything that they are about is read again. */
export function openNews(): void {
  void follow({
    hear: ({ kind, data }) => hearings[kind]?.(data),
    missed: () => readAgain('all'),
    refused: ({ status }) => status === 401 && noteSession('out'),
  });
}
