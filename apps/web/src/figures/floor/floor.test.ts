import { expect, test } from 'vitest';
import { cutTo, lastActs, placeOf } from './acts.ts';
import { playedOf, readingMs } from './pace.ts';

const act = (agentId: string, kind: string, title: string) => ({ agentId, kind, title, occurredAt: '' });

test('each is shown with what it did last; talk is shown at the table', () => {
  const acts = lastActs([
    act('sage', 'roundtable.turn', 'a'),
    act('sage', 'risk.assessed', 'b'),
    act('sage', 'x', 'c'),
  ]);
  expect([...acts].map(([id, { title }]) => [id, title])).toEqual([['sage', 'b']]);
});

test('a long turn is read for longer than a short one', () => {
  expect(readingMs('x'.repeat(200))).toBeGreaterThan(readingMs('yes'));
  expect(readingMs('')).toBeGreaterThan(1000);
});

test('a conversation is played turn by turn, and then is over', () => {
  const first = readingMs('yes');
  expect(playedOf(['yes', 'no'], 0)).toEqual({ at: 0, isOver: false });
  expect(playedOf(['yes', 'no'], first)).toEqual({ at: 1, isOver: false });
  expect(playedOf(['yes', 'no'], first * 3)).toEqual({ at: 1, isOver: true });
  expect(playedOf([], 0)).toEqual({ at: 0, isOver: true });
});

test('six stand around a table, each at a place of its own, and none outside of the picture', () => {
  const places = Array.from({ length: 6 }, (_, i) => placeOf(i, 6));
  expect(new Set(places.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(6);
  for (const { x, y } of places) expect([x > 60 && x < 840, y > 40 && y < 400]).toEqual([true, true]);
});

test('a text is cut where it would not fit', () => {
  expect([cutTo('short', 10), cutTo('a longer text', 9)]).toEqual(['short', 'a longer…']);
});
