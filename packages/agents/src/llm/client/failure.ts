import { CompanyError } from '@atc/core/kernel/errors';
import { DAY_MS, retryAfterMs } from '@atc/core/kernel/time';
import type { Sdk } from './sdk.ts';

/** Why nothing came back. */
export type ModelFailure =
  /** Asking again later may help. */
  | {
      readonly kind: 'later';
      readonly why: string;
      readonly afterMs: number | null;
      /** The model may have worked all the same, and whoever runs it may charge for that. */
      readonly mayCost: boolean;
    }
  /** Asking again will not help: a wrong key, model or request. */
  | { readonly kind: 'refused'; readonly why: string };

const FINAL = new Set([400, 401, 403, 404, 422]);
/** Elsewhere: a prompt goes where its owner said and nowhere else. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A gateway gave up waiting; what it waited for did not. */
const GAVE_UP = new Set([408, 504]);
/** No connection was made. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const LONGEST_REST_MS = DAY_MS;

/** What an error of a call means for whoever asked. */
export function failureOf(sdk: Sdk, error: unknown): ModelFailure {
  if (!(error instanceof sdk.APIError)) {
    const why = error instanceof CompanyError ? error.message : 'the answer could not be read';
    return { kind: 'later', why, afterMs: null, mayCost: true };
  }
  const { status, headers } = error;
  if (status !== undefined && REDIRECTS.has(status))
    return { kind: 'refused', why: `the server answered ${status}: it sends prompts elsewhere, which is not followed` };
  if (status !== undefined && FINAL.has(status)) return { kind: 'refused', why: `the server answered ${status}` };
  const mayCost = status === undefined ? !wasUnreached(error) : GAVE_UP.has(status);
  return { kind: 'later', why: whyOf(sdk, error), afterMs: headers ? restOf(headers) : null, mayCost };
}

function whyOf(sdk: Sdk, error: InstanceType<Sdk['APIError']>): string {
  if (error instanceof sdk.APIUserAbortError) return 'the turn ended first';
  if (error instanceof sdk.APIConnectionTimeoutError) return 'the server did not answer in time';
  return error.status === undefined ? 'the server could not be reached' : `the server answered ${error.status}`;
}

function wasUnreached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return UNREACHED.has(code) || wasUnreached(error.cause);
}

/** How long a server asks for rest, in milliseconds, a day at most; null when it does not. */
function restOf(headers: Headers): number | null {
  const rest = retryAfterMs(headers, new Date());
  return rest === null ? null : Math.min(LONGEST_REST_MS, rest);
}
