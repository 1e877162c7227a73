import { expect, test } from 'vitest';
import { watchState } from './lag.ts';

test.each([
  [{ held: 1, unwatchedMs: 8000, waitingMs: 8000 }, 'up_to_date'],
  [{ held: 1, unwatchedMs: 8001, waitingMs: 0 }, 'late'],
  [{ held: 1, unwatchedMs: 0, waitingMs: 8001 }, 'late'],
  [{ held: 0, unwatchedMs: 99_000, waitingMs: 99_000 }, 'none'],
])('a watch with %o is %s', (lag, state) => {
  expect(watchState(lag)).toBe(state);
});
