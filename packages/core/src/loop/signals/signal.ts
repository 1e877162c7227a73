import { z } from 'zod';
import { plainText } from '../../kernel/text/index.ts';
import { MINUTE_MS } from '../../kernel/time/index.ts';
import { STRATEGY_SOURCE } from '../strategies/index.ts';

const NAME_MAX = 64;
const LONGEST_NOTE = 2000;

/** What comes with a signal, with every text in it made plain. */
export function plainJson(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value, LONGEST_NOTE);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [plainText(key, LONGEST_NOTE), plainJson(one)]));
}

const jsonDepth = (value: unknown): number =>
  value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(jsonDepth)) : 0;

/**
 * How the company names who sent a signal. Nobody outside bears the name of a strategy: its record would be made by
 * whoever posts in it.
 */
export function plainSource({ source, trust }: Pick<SignalInput, 'source' | 'trust'>): string {
  const name = plainText(source, NAME_MAX) || 'unnamed';
  return trust === 'untrusted' && name.startsWith(STRATEGY_SOURCE) ? plainText(`posted ${name}`, NAME_MAX) : name;
}

/** How the company names the token that a signal is about. */
export const plainToken = (token: string): string => plainText(token, NAME_MAX);

/** What a script may post as a signal. A confidence is evidence, nothing more. */
export const postedSignal = z.strictObject({
  source: z.string().trim().min(1).max(NAME_MAX),
  token: z.string().trim().min(1).max(NAME_MAX),
  signalType: z.enum(['buy', 'sell', 'scale']),
  confidence: z.number().min(0).max(1).optional(),
  metadata: z
    .record(z.string().max(64), z.json())
    .refine(
      (value) => JSON.stringify(value).length <= 8000 && jsonDepth(value) <= 6,
      'must be at most 8000 characters and 6 levels deep',
    )
    .optional(),
});

export type PostedSignal = z.infer<typeof postedSignal>;

/** A signal as the company's own code or the outside hands it in. */
export interface SignalInput extends PostedSignal {
  /** Text from outside is untrusted and stays quoted as data. */
  readonly trust: 'trusted' | 'untrusted';
  /** The API key that posted it. */
  readonly postedBy?: string;
  /** The same key is the same signal; without one, the same source, token and type within five company minutes is. */
  readonly dedupeKey?: string;
  readonly causeEventId?: string;
  readonly depth?: number;
}

/** What became of a signal. */
export interface RecordedSignal {
  readonly id: string;
  readonly status: 'received' | 'analyzing' | 'refused';
  readonly refusal: string | null;
}

export const SAME_SIGNAL_MS = 5 * MINUTE_MS;

/** From here on an analysed signal counts as one of high confidence and is worth ATLAS's look. */
export const WORTH_EVALUATING = 0.6;
