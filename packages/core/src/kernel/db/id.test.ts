import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { countedIds, machineId, newId, withIds } from './id.ts';

const at = new Date('2025-02-03T15:00:00Z');

test('counted ids are UUIDs of version 7 that repeat', () => {
  const [a, b] = [countedIds({ now: () => at, era: 1 }), countedIds({ now: () => at, era: 1 })];
  const made = Array.from({ length: 50 }, a);
  expect(made).toEqual(Array.from({ length: 50 }, b));
  expect(made.every((id) => validate(id) && version(id) === 7)).toBe(true);
});

test('counted ids sort by time, then by era, then by the order in which they were made', () => {
  let now = at;
  const early = countedIds({ now: () => now, era: 1 });
  const late = countedIds({ now: () => now, era: 2_000_000_000 });
  const ids = [early(), early(), early(), late(), late()];
  now = new Date(at.getTime() + 1);
  ids.push(early(), late());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('work has the ids of its source, whatever it waits for, and nobody else has', async () => {
  const counted = countedIds({ now: () => at, era: 7 });
  const expected = countedIds({ now: () => at, era: 7 });
  const work = withIds(counted, async () => {
    const first = newId();
    await new Promise((done) => setImmediate(done));
    return [first, newId(), machineId()];
  });
  const outside = newId();
  const [first, second, machine] = await work;
  expect([first, second]).toEqual([expected(), expected()]);
  for (const id of [outside, machine]) expect(id?.slice(0, 8)).not.toBe(first?.slice(0, 8));
});
