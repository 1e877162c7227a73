import { Decimal } from '@atc/core/kernel/money';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonOf, show } from './view.ts';

test.each([
  ['a tiny price', new Decimal('0.000000000000000001'), '0.000000000000000001'],
  ['a huge quantity', new Decimal('123456789012345678901234567890'), '123456789012345678901234567890'],
  ['nothing', new Decimal('-0'), '0'],
  ['a bigint', 2n ** 64n, '18446744073709551616'],
  ['a time', new Date('2025-02-03T15:00:00Z'), '2025-02-03T15:00:00.000Z'],
  ['null', null, null],
])('%s leaves as text that loses nothing', (_, value, written) => {
  expect(jsonOf(value)).toBe(written);
  expect(jsonOf({ a: [{ b: value }] })).toEqual({ a: [{ b: written }] });
});

test('no decimal ever leaves with an exponent, and each comes back as it was', () => {
  const digits = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }));
  fc.assert(
    fc.property(digits, ([whole, places]) => {
      const value = new Decimal(`${whole}e-${places}`);
      const written = String(jsonOf(value));
      expect(written).toMatch(/^-?\d+(\.\d+)?$/);
      expect(new Decimal(written).eq(value)).toBe(true);
    }),
  );
});

test('what a view does not name stays inside', () => {
  const view = z.object({ id: z.string(), parts: z.array(z.object({ name: z.string() })) });
  const row = { id: 'x', keyHash: 'secret', parts: [{ name: 'a', signedBytes: 'secret' }] };
  expect(show(view, row)).toEqual({ id: 'x', parts: [{ name: 'a' }] });
});

test('a row that is not what its view promises is a fault of ours, not an answer', () => {
  expect(() => show(z.object({ id: z.string() }), { id: 7 })).toThrow();
});
