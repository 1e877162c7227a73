import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Field, fieldsOf, isSame, type Schema, valueAt, withValue } from './field.ts';
import { partingsOf } from './merge.ts';
import { readField, writtenOf } from './read-field.ts';

const schema: Schema = {
  type: 'object',
  properties: {
    most: { type: 'integer', minimum: 0, maximum: 100 },
    risk: { type: 'number', minimum: 0, maximum: 1, unit: 'share' },
    on: { type: 'boolean' },
    guard: { type: 'object', properties: { lock: { type: 'number', exclusiveMinimum: 0, unit: 'minutes' } } },
    kinds: { type: 'array', items: { enum: ['a', 'b'] } },
    names: { type: 'array', items: { type: 'string' } },
    patterns: { type: 'array', items: { type: 'object', properties: {} } },
    entries: { type: 'string', enum: ['any', 'promoted'] },
  },
};
const fields = fieldsOf(schema);
function field(path: string): Field {
  const found = fields.find((one) => one.path === path);
  if (!found) throw new Error(`there is no ${path}`);
  return found;
}

test('a form asks for every part of a value, in its order', () => {
  expect(fields.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    ...['most number', 'risk number', 'on switch', 'guard.lock number', 'kinds choices', 'names lines'],
    ...['patterns json', 'entries choice'],
  ]);
});

test.each([
  ['most', '8', { value: 8 }],
  ['most', '', { fault: { kind: 'no_number' } }],
  ['most', '8.5', { fault: { kind: 'no_whole' } }],
  ['most', '-1', { fault: { kind: 'least', bound: 0 } }],
  ['most', '101', { fault: { kind: 'most', bound: 100 } }],
  ['most', 'Infinity', { fault: { kind: 'no_number' } }],
  ['risk', '5', { value: 0.05 }],
  ['risk', '0.7', { value: 0.007 }],
  ['risk', '1,000', { fault: { kind: 'no_number' } }],
  ['most', '0x10', { fault: { kind: 'no_number' } }],
  ['risk', '101', { fault: { kind: 'most', bound: 100 } }],
  ['guard.lock', '0', { fault: { kind: 'above', bound: 0 } }],
  ['on', 'true', { value: true }],
  ['kinds', 'a\n\nb', { value: ['a', 'b'] }],
  ['names', ' SOL_USDT \n', { value: ['SOL_USDT'] }],
  ['patterns', '[', { fault: { kind: 'no_json' } }],
  ['entries', 'any', { value: 'any' }],
])('%s with %j written in it is %j', (path, written, read) => {
  expect(readField(written, field(path))).toEqual(read);
});

test('what a field shows reads as what it was made of', () => {
  const value = fc.record({
    most: fc.integer({ min: 0, max: 100 }),
    risk: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000),
    on: fc.boolean(),
    guard: fc.record({ lock: fc.integer({ min: 1, max: 9999 }) }),
    kinds: fc.subarray(['a', 'b']),
    names: fc.array(fc.stringMatching(/^[A-Z_]{1,9}$/)),
    patterns: fc.array(fc.record({ source: fc.constantFrom('*', 'sage') })),
    entries: fc.constantFrom('any', 'promoted'),
  });
  fc.assert(
    fc.property(value, (given) => {
      for (const one of fields) {
        const at = valueAt(given, one.path);
        expect(readField(writtenOf(at, one), one)).toEqual({ value: at });
      }
    }),
  );
});

test('a part is put in its place, and the rest stays', () => {
  const before = { most: 8, guard: { lock: 5, threshold: 2 } };
  expect(withValue(before, 'guard.lock', 9)).toEqual({ most: 8, guard: { lock: 9, threshold: 2 } });
  expect(isSame(before, { most: 8, guard: { lock: 5, threshold: 2 } })).toBe(true);
});

test('what both changed to something else is a conflict, what one changed is not', () => {
  const before = { most: 8, risk: 0.05, on: true, entries: 'any' };
  const yours = { ...before, most: 5, risk: 0.02, entries: 'promoted' };
  const theirs = { ...before, most: 6, on: false, entries: 'promoted' };
  const found = partingsOf(fields, { before, yours, theirs });
  expect(found.map(({ field: { path }, isConflict }) => `${path} ${isConflict}`)).toEqual([
    ...['most true', 'risk false', 'on false', 'entries false'],
  ]);
});
