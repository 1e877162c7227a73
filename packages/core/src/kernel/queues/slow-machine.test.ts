import { pino } from 'pino';
import { expect, test } from 'vitest';
import { troubleOf } from '../log/index.ts';
import { slownessOf } from './slow-machine.ts';

test('thirteen jobs whose locks were renewed too late are one line', () => {
  const lines: unknown[] = [];
  const log = pino({ base: undefined, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const tell = troubleOf(log);
  for (let job = 0; job < 13; job += 1) {
    const slow = slownessOf(new Error(`could not renew lock for job 0190-${job}`));
    if (slow) tell(slow, 'this machine is slow');
  }
  expect(lines).toHaveLength(1);
});

test.each([
  ['Missing lock for job 0190-1. moveToFinished', true],
  ['Lock mismatch for job 0190-1. Cmd moveToFinished from active', true],
  ['connect ECONNREFUSED 127.0.0.1:6379', false],
])('%s: slowness, or not', (message, isSlow) => {
  expect(slownessOf(new Error(message)) !== null).toBe(isSlow);
});
