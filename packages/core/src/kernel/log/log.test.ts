import { symbols } from 'pino';
import { expect, test } from 'vitest';
import { openLog } from './log.ts';

test('what outsiders wrote stands in a log without signs that a terminal acts on, a line each', () => {
  const log = openLog({ logLevel: 'info', logFormat: 'json' });
  const lines: string[] = [];
  Object.assign(log, { [symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  log.info({ path: `/api/${String.fromCodePoint(0x9b)}2J\u202e\u2028\u200bx`, error: 'a\nb' }, 'request refused');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{[^\n\u0080-\u009f\u2028\u202e\u200b]*\}\n$/u);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: '/api/ 2J x', error: 'a\nb', msg: 'request refused' });
});
