import { pino } from 'pino';
import { expect, test } from 'vitest';
import { troubleOf } from './tell-trouble.ts';

function listening() {
  const lines: Record<string, unknown>[] = [];
  let ms = 0;
  const log = pino({ base: undefined, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { lines, tell: troubleOf(log, { now: () => ms }), pass: (more: number) => (ms += more) };
}

test('the same trouble is told at once, then twice a minute with how often it was met', () => {
  const { lines, tell, pass } = listening();
  for (let i = 0; i < 1000; i += 1) tell(new Error('connect ECONNREFUSED'), 'Redis cannot be reached');
  expect(lines).toEqual([{ level: 40, error: 'connect ECONNREFUSED', msg: 'Redis cannot be reached' }]);
  pass(30_000);
  tell(new Error('connect ECONNREFUSED'), 'Redis cannot be reached');
  expect(lines[1]).toMatchObject({ unsaid: 999 });
});

test('another trouble is told at once', () => {
  const { lines, tell } = listening();
  tell(new Error('connect ECONNREFUSED'), 'Redis cannot be reached');
  tell(new Error('NOAUTH'), 'Redis cannot be reached');
  expect(lines).toHaveLength(2);
});
