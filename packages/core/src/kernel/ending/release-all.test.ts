import { expect, test } from 'vitest';
import { releaseAll } from './index.ts';

test('what was opened is released in turn, the last one first, and once', async () => {
  const released: string[] = [];
  const opened = [async () => released.push('first'), () => released.push('second')];
  await releaseAll(opened);
  await releaseAll(opened);
  expect(released).toEqual(['second', 'first']);
});

test('a part that fails keeps none of the others open, and is told', async () => {
  const released: string[] = [];
  const gone = () => Promise.reject(new Error('the database is gone'));
  await expect(releaseAll([() => released.push('server'), gone, () => released.push('API')])).rejects.toThrow(
    'the database is gone',
  );
  expect(released).toEqual(['API', 'server']);
});
