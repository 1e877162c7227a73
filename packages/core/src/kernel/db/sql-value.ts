import pg from 'pg';
import { CompanyError } from '../errors/index.ts';
import { Decimal } from '../money/index.ts';

const { builtins, getTypeParser } = pg.types;

/** A value as the driver sends it: decimals and times as text, lists element by element; undefined is an error. */
export function encodeValue(value: unknown): unknown {
  if (value === undefined) throw new CompanyError('missing_value', 'a statement lacks one of its values');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value instanceof Date) return instant(value);
  if (Decimal.isDecimal(value)) return value.toFixed();
  return value;
}

// Years past 9999 carry a sign that PostgreSQL does not read.
const instant = (date: Date) => date.toISOString().replace(/^\+0*/, '');

type Decode = (text: string) => unknown;

const NUMERIC_LIST = 1231;
const INT8_LIST = 1016;
const TIMESTAMPTZ_LIST = 1185;
const TEXT_LIST = 1009;

const decimal: Decode = (text) => new Decimal(text);
const integer: Decode = (text) => BigInt(text);

const decoders: ReadonlyMap<number, Decode> = new Map([
  [builtins.NUMERIC, decimal],
  [builtins.INT8, integer],
  [builtins.TIMESTAMPTZ, decodeInstant],
  [builtins.DATE, (text: string) => new Date(text)],
  [NUMERIC_LIST, listOf(decimal)],
  [INT8_LIST, listOf(integer)],
  [TIMESTAMPTZ_LIST, listOf(decodeInstant)],
]);

/** How the text of a column of this type is read; the driver's way where the company has no other. */
export function decodeColumn(oid: number, format?: 'text' | 'binary'): Decode {
  return decoders.get(oid) ?? getTypeParser(oid, format);
}

// Sessions speak UTC and ISO: `2025-01-06 14:30:00.123+00`.
function decodeInstant(text: string): Date {
  const date = new Date(`${text.slice(0, -3).replace(' ', 'T')}Z`);
  if (!text.endsWith('+00') || Number.isNaN(date.getTime()))
    throw new CompanyError('odd_instant', `the database tells a time that cannot be read: ${text}`);
  return date;
}

function listOf(decode: Decode): Decode {
  const split: (text: string) => readonly (string | null)[] = getTypeParser(TEXT_LIST as never);
  return (text) => split(text).map((part) => (part === null ? null : decode(part)));
}
