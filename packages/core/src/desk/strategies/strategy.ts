import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time/index.ts';

/** The intervals of bars that a strategy may decide on; each divides a day. */
export const barIntervals = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
} as const;
export type BarInterval = keyof typeof barIntervals;

const interval = z.enum(Object.keys(barIntervals) as [BarInterval, ...BarInterval[]]);

/** The longest condition or price that is read. */
export const LONGEST_TEXT = 400;
const MOST_CONDITIONS = 20;

const text = z.string().min(1).max(LONGEST_TEXT);

/** What must hold: one condition, one of several, or none of several. */
export type Condition = string | { readonly any: readonly Condition[] } | { readonly none: readonly Condition[] };

const conditions: z.ZodType<readonly Condition[]> = z.lazy(() =>
  z
    .array(z.union([text, z.strictObject({ any: conditions }), z.strictObject({ none: conditions })]))
    .max(MOST_CONDITIONS),
);

/** A constant whose variants are tried between two bounds. */
const parameter = z
  .strictObject({ value: z.number(), from: z.number(), to: z.number(), step: z.number().positive() })
  .refine(({ value, from, to }) => value >= from && value <= to, {
    error: ({ input }) => outside(input),
    path: ['value'],
  });
export type Parameter = z.infer<typeof parameter>;

function outside(input: unknown): string {
  const { value, from, to } = z.object({ value: z.number(), from: z.number(), to: z.number() }).parse(input);
  return `${value} lies outside of ${from} to ${to}`;
}

const share = z.number().gt(0).max(1);

/** How much is bought: shares are of equity. */
export const size = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), share }),
  z.strictObject({ kind: z.literal('usd'), usd: z.number().positive() }),
  /** So much that the stop loses this share. */
  z.strictObject({ kind: z.literal('risk'), share, most: share }),
  /** So much that as many positions as are allowed, moving together, swing by this deviation in a year. */
  z.strictObject({ kind: z.literal('volatility'), yearly: z.number().positive().max(5), most: share }),
]);
export type Size = z.infer<typeof size>;

const price = text.nullable().default(null);

/** A strategy as data: what a file or a row holds. Nothing in it can name a bar that has not closed. */
export const strategy = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'takes 2 to 40 of a–z, 0–9 and -'),
  version: z.int().min(1).default(1),
  says: z.string().max(200).default(''),
  universe: z.strictObject({ symbols: z.array(z.string().min(1).max(20)).min(1).max(100).optional() }).default({}),
  bars: interval,
  parameters: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, 'takes a–z, 0–9 and _'), parameter).default({}),
  regime: conditions.default([]),
  entry: z.strictObject({ when: conditions, rank: price }),
  exit: z
    .strictObject({
      when: conditions.default([]),
      /** Distances from the price, in its unit. */
      stop: price,
      trailing: price,
      target: price,
      hours: z.union([z.number().positive(), text]).nullable().default(null),
    })
    .prefault({}),
  size,
  limits: z
    .strictObject({
      positions: z.int().min(1).max(100).default(5),
      entriesPerDay: z.int().min(1).max(1000).nullable().default(null),
      restHours: z.number().min(0).max(8760).default(0),
    })
    .prefault({}),
});
export type Strategy = z.infer<typeof strategy>;

/** What each parameter is. */
export type Values = Readonly<Record<string, number>>;

/** What each parameter is unless told. */
export function valuesOf({ parameters }: Pick<Strategy, 'parameters'>): Values {
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
}
