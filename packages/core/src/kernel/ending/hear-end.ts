import { StartError } from '../errors/index.ts';

/** What tells a process to end: Ctrl-C, a service manager, a terminal that was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Hears from now on when this process is told to end, so that it ends in order whatever it is doing. Called first,
 * before anything is started. Signals that follow change nothing: a terminal and npm both tell us of one Ctrl-C. What
 * is written to a terminal that is gone is lost and ends nothing.
 */
export function hearEnd(): AbortSignal {
  const told = new AbortController();
  for (const signal of SIGNALS)
    process.on(signal, () => told.abort(new StartError('told_to_end', `ended by ${signal} before it had started`)));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return told.signal;
}

/** Settles once the process is told to end. */
export async function untilEnd(end: AbortSignal): Promise<void> {
  if (!end.aborted) await new Promise<void>((done) => end.addEventListener('abort', () => done(), { once: true }));
}
