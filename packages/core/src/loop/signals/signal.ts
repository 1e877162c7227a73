import { z } from 'zod';

const control = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Variation_Selector}]/gu;

/** Outside text as the company keeps it: NFKC, invisible and control characters removed, trimmed, cut to `max`, with no half of a character left. */
export function plainText(text: string, max: number): string {
  return text.normalize('NFKC').replace(control, '').trim().slice(0, max).toWellFormed();
}

const jsonDepth = (value: unknown): number =>
  value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(jsonDepth)) : 0;

/** What a script may post as a signal. A confidence is evidence, nothing more. */
export const postedSignal = z.strictObject({
  source: z.string().trim().min(1).max(64),
  token: z.string().trim().min(1).max(64),
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

export const SAME_SIGNAL_MS = 5 * 60_000;

/** From here on an analysed signal counts as one of high confidence and is worth ATLAS's look. */
export const WORTH_EVALUATING = 0.6;
