import { expect, test } from 'vitest';
import { paced } from './pace.ts';

test('no window ever holds more requests than the pace allows', async () => {
  const pace = { requests: 5, windowMs: 60 };
  const gate = paced(pace);
  const began = performance.now();
  const passed = await Promise.all(
    Array.from({ length: 18 }, async () => {
      await gate.pass();
      return performance.now() - began;
    }),
  );
  // However late a busy machine sees them pass, none passes early.
  const early = passed.filter((at, i) => at < Math.floor(i / pace.requests) * pace.windowMs);
  expect(early).toEqual([]);
});

test('one who gives up does not hold up the others', async () => {
  const gate = paced({ requests: 1, windowMs: 30 });
  await gate.pass();
  const gaveUp = gate.pass(AbortSignal.timeout(5));
  const next = gate.pass();
  await expect(gaveUp).rejects.toThrow();
  await next;
});

test('while the venue wants rest nobody passes, then everybody; a shorter wish ends no longer one', async () => {
  const gate = paced({ requests: 100, windowMs: 1 });
  gate.rest(60);
  gate.rest(1);
  await expect(gate.pass()).rejects.toThrow(/wants rest for 1 s more/);
  await expect.poll(() => gate.pass().then(() => 'passed', String)).toBe('passed');
});
