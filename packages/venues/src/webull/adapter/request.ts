import type { VenueAnswer } from '@atc/core/desk/venue';
import type { z } from 'zod';

export interface WebullRequest<T> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly pace: 'orders' | 'queries' | 'token';
  /** What the answer must hold. */
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

/** What the venue said: the answer, or its refusal with the code it names. */
export type WebullAnswer<T> = VenueAnswer<T, WebullRefusal>;

export interface WebullRefusal {
  readonly code: string;
  readonly message: string;
}
