import type { Field, Schema, Value } from './field.ts';

/** Why what is written in a field cannot be sent. */
export type FieldFault =
  | { readonly kind: 'no_number' | 'no_whole' | 'no_json' | 'empty' }
  | { readonly kind: 'least' | 'most' | 'above' | 'below'; readonly bound: number };

export type FieldRead = { readonly value: Value } | { readonly fault: FieldFault };

const PER_CENT = 100;
/** Beyond so many digits a share of per cent would show what a computer cannot write down. */
const DIGITS = 12;

/** A comma is not read: to one it stands before thousands, to another before tenths. */
const PLAIN = /^-?\d*\.?\d+(e[+-]?\d+)?$/;

const tidy = (value: number) => Number(value.toPrecision(DIGITS));
const isShare = ({ unit }: Schema) => unit === 'share';

/** A bound or a number as a field shows it: a share as per cent. */
export const shownNumber = (value: number, schema: Schema): number =>
  isShare(schema) ? tidy(value * PER_CENT) : value;

/** A value as its field has it: lists one a line, other things as JSON. */
export function writtenOf(value: Value, { kind, schema }: Field): string {
  if (value === undefined) return '';
  if (kind === 'number') return String(shownNumber(Number(value), schema));
  if (kind === 'lines' || kind === 'choices') return Array.isArray(value) ? value.join('\n') : '';
  return kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

/** What is written in a field as a value, or why it is none. */
export function readField(written: string, { kind, schema }: Field): FieldRead {
  if (kind === 'number') return readNumber(written, schema);
  if (kind === 'switch') return { value: written === 'true' };
  if (kind === 'lines' || kind === 'choices') return { value: linesOf(written) };
  if (kind === 'json') return readJson(written);
  return written.trim() === '' ? { fault: { kind: 'empty' } } : { value: written.trim() };
}

const linesOf = (written: string) =>
  written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readJson(written: string): FieldRead {
  try {
    return { value: JSON.parse(written) };
  } catch {
    return { fault: { kind: 'no_json' } };
  }
}

function readNumber(written: string, schema: Schema): FieldRead {
  const text = written.trim().replace('−', '-');
  const shown = Number(text);
  if (!PLAIN.test(text) || !Number.isFinite(shown)) return { fault: { kind: 'no_number' } };
  const value = isShare(schema) ? tidy(shown / PER_CENT) : shown;
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) return { fault: { kind: 'no_whole' } };
  const fault = boundFault(value, schema);
  return fault ? { fault } : { value };
}

function boundFault(value: number, schema: Schema): FieldFault | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const shown = (bound: number) => shownNumber(bound, schema);
  if (minimum !== undefined && value < minimum) return { kind: 'least', bound: shown(minimum) };
  if (maximum !== undefined && value > maximum) return { kind: 'most', bound: shown(maximum) };
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return { kind: 'above', bound: shown(exclusiveMinimum) };
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return { kind: 'below', bound: shown(exclusiveMaximum) };
  return null;
}
