import {
  askAgain,
  askVenue,
  type Pace,
  paced,
  type Said,
  type VenueLine,
  type VenueRequest,
} from '@atc/core/desk/venue';
import type { z } from 'zod';
import { refusal } from './wire.ts';

export interface JupiterApiOptions {
  /** `https://api.jup.ag`, or a local venue. */
  readonly baseUrl: string;
  /** Without one Jupiter allows a request in two seconds. */
  readonly apiKey: string | null;
  readonly pace: Pace;
}

export interface JupiterQuestion<T> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** What the answer must hold. */
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

export type JupiterAnswer<T> =
  | { readonly ok: true; readonly value: T }
  /** Jupiter knows the token and cannot trade it. */
  | { readonly ok: false; readonly code: string };

/** Asks Jupiter; nothing here moves money. Throws where the answer is not certain. */
export interface JupiterApi {
  ask<T>(question: JupiterQuestion<T>): Promise<JupiterAnswer<T>>;
}

// Every other refusal may be the transport's: taken for "no route" it would make a held token look worthless.
const NO_WAY: ReadonlySet<string> = new Set([
  'NO_ROUTES_FOUND',
  'COULD_NOT_FIND_ANY_ROUTE',
  'ROUTE_PLAN_DOES_NOT_CONSUME_ALL_THE_AMOUNT',
  'MARKET_NOT_FOUND',
  'TOKEN_NOT_TRADABLE',
  'NOT_SUPPORTED',
  'CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD',
]);

/** Speaks Jupiter's HTTP API at the pace that the key allows. */
export function openJupiterApi(options: JupiterApiOptions): JupiterApi {
  const { pass } = paced(options.pace);
  // Nothing here moves money: who asks decides how long it rests.
  const gate = { pass, rest: () => undefined };
  const line: VenueLine<{ readonly code: string }> = { name: 'jupiter', gate, refusalOf, complaintOf: codeOf };
  return {
    ask: (question) => {
      const { answer, signal } = question;
      return askAgain(() => askVenue(line, { compose: () => composed(options, question), answer, signal }), signal);
    },
  };
}

function composed({ baseUrl, apiKey }: JupiterApiOptions, { path, query }: JupiterQuestion<unknown>): VenueRequest {
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url, init: { headers: apiKey === null ? {} : { 'x-api-key': apiKey } } };
}

function refusalOf({ status, body }: Said): { readonly code: string } | null {
  const code = codeOf(body);
  return status === 400 && NO_WAY.has(code) ? { code } : null;
}

function codeOf(body: unknown): string {
  return refusal.safeParse(body).data?.errorCode ?? '';
}
