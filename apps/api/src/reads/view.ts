import { Decimal } from '@atc/core/kernel/money';
import { z } from 'zod';

/** A decimal as text, so that no digit is lost. */
export const decimal = z.string().meta({ description: 'a decimal number as text' });
export const instant = z.string().meta({ format: 'date-time' });
export const id = z.string().meta({ format: 'uuid' });
export const fields = z.record(z.string(), z.unknown());

export const instrumentView = z
  .object({ id, venue: z.string(), symbol: z.string(), contract: z.string() })
  .meta({ id: 'Instrument' });

/** A stored row as JSON shows it: times in ISO 8601, decimals as plain text. */
export function jsonOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
}

/** Shows a stored row through a schema: what the schema does not name stays inside. */
export function show<T extends z.ZodType>(view: T, row: unknown): z.output<T> {
  return view.parse(jsonOf(row));
}
