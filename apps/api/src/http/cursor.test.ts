import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cutPage, pageByCommit, pageById, pageByTime, readCursor, writeCursor } from './cursor.ts';

const ID = '01890000-0000-7000-8000-000000000000';
const of = (shape: typeof pageById | typeof pageByTime | typeof pageByCommit) => z.strictObject(shape);
const lists = { id: of(pageById), time: of(pageByTime), commit: of(pageByCommit) };

test('a cursor comes back as it was written', () => {
  const text = fc.string({ maxLength: 64 });
  fc.assert(
    fc.property(text, text, (at, id) => {
      expect(readCursor(writeCursor({ at, id }))).toEqual({ at, id });
    }),
  );
});

test('a cursor may stand in an address as it is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 64 }), (at) => {
      const cursor = writeCursor({ at, id: ID });
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

test('whatever a client makes up is no cursor, and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cursor = readCursor(text);
      expect(cursor === null || typeof cursor.id === 'string').toBe(true);
    }),
  );
});

test.each([
  ['a list', '["x"]'],
  ['an object', '{"at":"","id":"x"}'],
  ['of three', '["","x","y"]'],
  ['of numbers', '[1,2]'],
  ['longer than any of ours', JSON.stringify(['', 'x'.repeat(65)])],
  ['no JSON', 'nonsense'],
])('what is %s instead of a pair of texts is no cursor', (_, text) => {
  expect(readCursor(Buffer.from(text).toString('base64url'))).toBeNull();
});

test.each([
  ['id', '', 'id'],
  ['time', '2025-01-01T00:00:00.000Z', 'time'],
  ['commit', '1234', 'commit'],
] as const)('a list in the order of %s takes its own cursors and no other', (_, at, own) => {
  const cursor = writeCursor({ at, id: ID });
  const takers = Object.entries(lists).filter(([, schema]) => schema.safeParse({ cursor }).success);
  expect(takers.map(([name]) => name)).toEqual([own]);
});

test.each([
  ['an id that is none', { at: '', id: 'x' }],
  ['SQL in its id', { at: '', id: "' OR 1=1 --" }],
])('a cursor with %s is refused', (_, cursor) => {
  expect(lists.id.safeParse({ cursor: writeCursor(cursor) }).success).toBe(false);
});

test.each([["1' OR '1'='1"], ['-1'], ['1e3'], ['9'.repeat(21)]])('a place in the commits like %j is refused', (at) => {
  expect(lists.commit.safeParse({ cursor: writeCursor({ at, id: ID }) }).success).toBe(false);
});

test.each([
  [undefined, 50],
  ['1', 1],
  ['200', 200],
])('a limit of %j is %i', (limit, meant) => {
  expect(lists.id.parse(limit === undefined ? {} : { limit }).limit).toBe(meant);
});

test.each(['0', '201', '-5', '1.5', 'many', '', '1e9'])('a limit of %j is refused', (limit) => {
  expect(lists.id.safeParse({ limit }).success).toBe(false);
});

const shape = { view: (row: number) => row * 10, cursor: (row: number) => ({ at: '', id: String(row) }) };

test.each([
  [[], [], null],
  [[1], [10], null],
  [[1, 2], [10, 20], null],
  [[1, 2, 3], [10, 20], '2'],
])('of the rows %j a page of two shows %j and goes on after %j', (rows, items, after) => {
  const page = cutPage(rows, { limit: 2 }, shape);
  expect(page.items).toEqual(items);
  expect(page.nextCursor && readCursor(page.nextCursor)?.id).toBe(after);
});
