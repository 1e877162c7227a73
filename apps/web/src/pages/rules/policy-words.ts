import type { Field, Value } from '../../figures/rules/field.ts';
import { type FieldFault, shownNumber } from '../../figures/rules/read-field.ts';
import type { OutputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

/** A policy with the schema of its value and its history. */
export type Policy = OutputOf<'GET /api/policies/{key}'>;

type Named = Readonly<Record<string, { readonly title: string; readonly fields: Readonly<Record<string, string>> }>>;

const names: Named = en.policyNames;

/** What a policy is called; one without a word by its key. */
export const nameOfPolicy = (key: string): string => names[key]?.title ?? key;

/** What a field of a policy is called: its parts one after the other. */
export function nameOfField(key: string, path: string): string {
  return path
    .split('.')
    .map((part) => names[key]?.fields[part] ?? part)
    .join(', ');
}

/** A value as people read it, with what it is of. */
export function sayValue(value: Value, { kind, schema }: Field): string {
  if (kind === 'switch') return value === true ? en.rules.yes : en.rules.no;
  if (Array.isArray(value) && kind !== 'json') return value.length === 0 ? en.rules.none : value.join(', ');
  if (kind === 'json') return JSON.stringify(value);
  const unit = schema.unit === undefined ? '' : ` ${en.rules.units[schema.unit] ?? schema.unit}`;
  return kind === 'number' ? `${shownNumber(Number(value), schema)}${unit}` : String(value);
}

/** Why what is written cannot be sent. */
export const sayFault = (fault: FieldFault): string =>
  'bound' in fault ? en.rules.bounds[fault.kind](fault.bound) : en.rules.faults[fault.kind];

/** Between what a number may lie, as its field shows it. */
export function sayRange({ kind, schema }: Field): string {
  if (kind !== 'number') return '';
  const bound = (at: number | undefined) => (at === undefined || isFar(at) ? null : shownNumber(at, schema));
  return en.rules.range(bound(schema.minimum ?? schema.exclusiveMinimum), bound(schema.maximum));
}

/** A bound that only keeps out what no number can be reckoned with. */
const FAR = 1e6;
const isFar = (bound: number) => Math.abs(bound) >= FAR;
