import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isOver, line } from './figures.ts';

test('a bench that does not exist is refused by name, with those that do', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), 'nosuch']);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toMatch(/^there is no bench nosuch: choose one of start, beat, /);
  expect(code).toBe(1);
});

test('only a figure over its limit makes a report fail', () => {
  expect([line('slow', '9 s', false), line('quick', '1 s', true), line('told', '5', null)].map(isOver)).toEqual([
    true,
    false,
    false,
  ]);
});
