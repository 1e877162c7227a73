import type pg from 'pg';

/**
 * Keeps a connection that breaks from ending the process. An idle one is replaced at its next use; one that breaks
 * between two statements is reported by the second.
 */
export function tolerateBreaks(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}
