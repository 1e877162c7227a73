import { expect, test } from 'vitest';
import { openTurns, type TurnLimits, type TurnRefusal } from './turns.ts';

const LIMITS: TurnLimits = { places: 3, placesOfOne: 2, waiting: 4, waitingOfOne: 3, paceMs: 0, patienceMs: 60_000 };

/** Turns with a record of who went in and who was refused, in order. */
function openRecorded(changes: Partial<TurnLimits> = {}) {
  const turns = openTurns({ ...LIMITS, ...changes });
  const seen: string[] = [];
  const ask = (who: string) =>
    turns.ask({
      who,
      enter: () => seen.push(who),
      refuse: (why: TurnRefusal) => seen.push(`${who} refused: ${why}`),
    });
  return { ask, seen };
}

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 20_000 }).toBe(true);

test('so many of one are inside at once, and the place that they may not have is another’s', () => {
  const { ask, seen } = openRecorded();
  for (let i = 0; i < 5; i += 1) ask('a');
  expect(seen).toEqual(['a', 'a']);
});

test('whoever leaves makes room for those who wait, in rotation', async () => {
  const { ask, seen } = openRecorded({ places: 1, placesOfOne: 1 });
  const leave = ['a', 'a', 'a', 'b', 'c'].map(ask);
  for (const [i, place] of [0, 1, 3, 4].entries()) {
    leave[place]?.();
    await until(() => seen.length === i + 2);
  }
  expect(seen).toEqual(['a', 'a', 'b', 'c', 'a']);
});

test('one who waits with too many of their own is refused, one who comes beside too many others too', async () => {
  const { ask, seen } = openRecorded({ places: 1, placesOfOne: 1 });
  for (let i = 0; i < 5; i += 1) ask('a');
  await until(() => seen.includes('a refused: own'));
  ask('b');
  ask('c');
  await until(() => seen.includes('c refused: all'));
  expect(seen).toEqual(['a', 'a refused: own', 'c refused: all']);
});

test('whoever gives up waiting, or is refused for waiting too long, takes nobody’s place', async () => {
  const { ask, seen } = openRecorded({ places: 1, placesOfOne: 1, patienceMs: 50 });
  const leave = ask('a');
  const giveUp = ask('b');
  ask('c');
  giveUp();
  await until(() => seen.includes('c refused: all'));
  leave();
  ask('d');
  expect(seen).toEqual(['a', 'c refused: all', 'd']);
});

test('a place that was given back twice is one place', () => {
  const { ask, seen } = openRecorded({ places: 1, placesOfOne: 1 });
  const leave = ask('a');
  leave();
  leave();
  ask('b');
  ask('c');
  expect(seen).toEqual(['a', 'b']);
});
