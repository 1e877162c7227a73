import { useSyncExternalStore } from 'react';
import { Refused } from './call.ts';
import { type Message, openMessages } from './messages.ts';
import { signedIn } from './session.ts';

/** How this page hangs on the company. */
export interface Link {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When something was heard last, on the steady clock of this page. */
  readonly heardAt: number;
  /** When it is tried again, on the same clock. */
  readonly retryAt: number | null;
}

export interface Listener {
  hear(message: Message): void;
  /** Something was missed: everything is to be read again. */
  missed(): void;
  refused(error: Refused): void;
}

const RETRY_MS = [1000, 2000, 4000, 8000];
const SILENCE_MS = 40_000;

let link: Link = { state: 'connecting', heardAt: performance.now(), retryAt: null };
const watchers = new Set<() => void>();
let wake: () => void = () => undefined;

function set(changes: Partial<Link>): void {
  link = { ...link, ...changes };
  for (const watcher of watchers) watcher();
}

/** The link as it is. */
export function useLink(): Link {
  return useSyncExternalStore(watch, () => link);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Tries to reach the company at once. */
export function retryNow(): void {
  wake();
}

/** Follows everything that happens, for as long as the page is open; after a break it goes on where it was. */
export async function follow(listener: Listener): Promise<never> {
  let lastId: string | null = null;
  let failures = 0;
  for (;;) {
    await signedIn();
    await listen(listener, {
      lastId,
      note: (id) => {
        failures = 0;
        if (id) lastId = id;
      },
    }).catch((error: unknown) => error instanceof Refused && listener.refused(error));
    const pauseMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
    failures += 1;
    set({ state: 'lost', retryAt: performance.now() + pauseMs });
    await pause(pauseMs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    wake = () => {
      clearTimeout(timer);
      done();
    };
  });
}

interface From {
  readonly lastId: string | null;
  note(id: string | null): void;
}

async function listen(listener: Listener, { lastId, note }: From): Promise<void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  let silence = setTimeout(end, SILENCE_MS);
  try {
    for await (const piece of await openStream(lastId, ending.signal)) {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
      // After a break every figure is old, whatever news come after it.
      if (link.state === 'lost') listener.missed();
      set({ state: 'live', heardAt: performance.now(), retryAt: null });
      for (const message of piece) {
        note(message.id);
        tell(listener, message);
      }
    }
  } finally {
    clearTimeout(silence);
    end();
  }
}

function tell(listener: Listener, message: Message): void {
  if (message.kind === 'gap') listener.missed();
  else if (message.kind !== 'still') listener.hear(message);
}

/** The messages of the stream, as they come; the first piece says that it is open. */
async function openStream(lastId: string | null, signal: AbortSignal): Promise<AsyncIterable<readonly Message[]>> {
  const answer = await fetch('/api/events/stream', {
    headers: { accept: 'text/event-stream', ...(lastId === null ? {} : { 'last-event-id': lastId }) },
    signal,
  });
  if (!answer.ok || !answer.body)
    throw new Refused(answer.status, { title: answer.statusText, detail: 'the stream was refused' });
  return messagesIn(answer.body.pipeThrough(new TextDecoderStream()).getReader());
}

async function* messagesIn(reader: ReadableStreamDefaultReader<string>): AsyncGenerator<readonly Message[]> {
  const take = openMessages();
  yield [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield take(value);
  }
}
