import { flushCompileCache } from 'node:module';
import pg from 'pg';

/**
 * Lets this process kill itself at so many statements from now: an even one before it is sent, an odd one right after.
 */
export function dieAtStatement(statement: number): void {
  // Whoever is killed leaves nothing to those who start after it, unless it did before.
  flushCompileCache();
  let sent = 0;
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const die = () => process.kill(process.pid, 'SIGKILL');
  pg.Client.prototype.query = function count(this: pg.Client, ...args: unknown[]) {
    sent += 1;
    if (sent === statement && statement % 2 === 0) die();
    const answer = send.apply(this, args);
    if (sent === statement) setImmediate(die);
    return answer;
  } as never;
}
