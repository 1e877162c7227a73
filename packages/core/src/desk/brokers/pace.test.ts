import { expect, test } from 'vitest';
import { paced } from './pace.ts';

test('no window ever holds more requests than the pace allows', async () => {
  const pace = { requests: 5, windowMs: 60 };
  const gate = paced(pace);
  const passed = await Promise.all(
    Array.from({ length: 18 }, async () => {
      await gate();
      return performance.now();
    }),
  );
  const crowded = passed.filter((at, i) => {
    const sixth = passed[i + pace.requests];
    // A timer may fire a millisecond early.
    return sixth !== undefined && sixth - at < pace.windowMs - 2;
  });
  expect(crowded).toEqual([]);
});

test('one who gives up does not hold up the others', async () => {
  const gate = paced({ requests: 1, windowMs: 30 });
  await gate();
  const gaveUp = gate(AbortSignal.timeout(5));
  const next = gate();
  await expect(gaveUp).rejects.toThrow();
  await next;
});
