import { useSyncExternalStore } from 'react';

/** Whether whoever sits here is known; `unknown` until something was asked. */
export type Session = 'unknown' | 'in' | 'out';

let session: Session = 'unknown';
const watchers = new Set<() => void>();

export function noteSession(next: Session): void {
  if (session === next) return;
  session = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

export function useSession(): Session {
  return useSyncExternalStore(watch, () => session);
}

/** Settles once whoever sits here is known. */
export function signedIn(): Promise<void> {
  return new Promise((done) => {
    if (session === 'in') return done();
    const stop = watch(() => {
      if (session !== 'in') return;
      stop();
      done();
    });
  });
}

export type SignedIn = 'in' | 'wrong' | 'often' | 'silent';

/** Signs in with a key. The server answers a right one with where to go, which nobody here follows. */
export async function signIn(key: string): Promise<SignedIn> {
  const answer = await fetch('/login', {
    method: 'POST',
    body: new URLSearchParams({ key }),
    redirect: 'manual',
  }).catch(() => null);
  if (!answer) return 'silent';
  if (answer.type !== 'opaqueredirect') return answer.status === 429 ? 'often' : 'wrong';
  noteSession('in');
  return 'in';
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await fetch('/logout', { method: 'POST', redirect: 'manual' });
  noteSession('out');
}
