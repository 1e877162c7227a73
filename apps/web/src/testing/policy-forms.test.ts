import { defaultPolicies, policyKeys, policySchemas } from '@atc/core/company/policies';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Field, fieldsOf, type Schema, valueAt, withValue } from '../figures/rules/field.ts';
import { readField, shownNumber, writtenOf } from '../figures/rules/read-field.ts';
import { en } from '../words/en.ts';

const formOf = (key: (typeof policyKeys)[number]) => {
  const fields = fieldsOf(z.toJSONSchema(policySchemas[key], { io: 'input' }) as Schema);
  return { key, fields, value: defaultPolicies[key], takes: (value: unknown) => policySchemas[key].safeParse(value) };
};
const forms = policyKeys.map(formOf);
const numbers = forms.flatMap((form) =>
  form.fields.filter(({ kind }) => kind === 'number').map((field) => ({ ...form, field })),
);

test('every policy and every part of one has its word', () => {
  const names: Readonly<Record<string, { readonly fields: Readonly<Record<string, string>> }>> = en.policyNames;
  const parts = forms.flatMap(({ key, fields }) =>
    fields.flatMap(({ path }) => path.split('.').map((part) => [key, part] as const)),
  );
  expect(parts.filter(([key, part]) => names[key]?.fields[part] === undefined)).toEqual([]);
  expect(numbers.length).toBeGreaterThan(30);
});

test('a form shows each policy as it is, and would send the same', () => {
  for (const { fields, value, takes } of forms) {
    const sent = fields.reduce<unknown>((whole, field) => {
      const read = readField(writtenOf(valueAt(value, field.path), field), field);
      return 'value' in read ? withValue(whole, field.path, read.value) : whole;
    }, value);
    expect(sent).toEqual(value);
    expect(takes(sent).success).toBe(true);
  }
});

/** Numbers on and beside the bounds of a field, as it shows them, and any others. */
function writtenNumbers({ schema }: Field): fc.Arbitrary<number> {
  const { minimum = 0, maximum = 100, exclusiveMinimum = 0 } = schema;
  const edges = [minimum, maximum, exclusiveMinimum].flatMap((at) => [at, at - 0.001, at + 0.001, at - 1, at + 1]);
  const shown = edges.map((edge) => shownNumber(edge, schema));
  return fc.oneof(
    fc.constantFrom(...shown),
    fc.integer({ min: -200, max: 2000 }),
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  );
}

test.each(numbers.map((one) => [`${one.key}.${one.field.path}`, one] as const))(
  'the form takes of %s exactly the numbers that the company takes',
  (_, { field, value, takes }) => {
    const share = field.schema.unit === 'share' ? 100 : 1;
    fc.assert(
      fc.property(writtenNumbers(field), (shown) => {
        const read = readField(String(shown), field);
        const meant = 'value' in read ? read.value : share === 1 ? shown : Number((shown / share).toPrecision(12));
        expect(takes(withValue(value, field.path, meant)).success).toBe('value' in read);
      }),
    );
  },
);
