import OpenAI from 'openai';

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
/** A gateway gave up waiting; what it waited for did not. */
const GAVE_UP = new Set([408, 504]);
/** No connection was made. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const LONGEST_REST_MS = 24 * 3_600_000;

/** What an error of a call means for whoever asked. */
export function failureOf(error: unknown): ModelFailure {
  if (!(error instanceof OpenAI.APIError))
    return { kind: 'later', why: 'the answer could not be read', afterMs: null, mayCost: true };
  const { status, headers } = error;
  if (status !== undefined && FINAL.has(status)) return { kind: 'refused', why: `the server answered ${status}` };
  const mayCost = status === undefined ? !wasUnreached(error) : GAVE_UP.has(status);
  return { kind: 'later', why: whyOf(error), afterMs: headers ? restOf(headers) : null, mayCost };
}

function whyOf(error: InstanceType<typeof OpenAI.APIError>): string {
  if (error instanceof OpenAI.APIUserAbortError) return 'the turn ended first';
  if (error instanceof OpenAI.APIConnectionTimeoutError) return 'the server did not answer in time';
  return error.status === undefined ? 'the server could not be reached' : `the server answered ${error.status}`;
}

function wasUnreached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return UNREACHED.has(code) || wasUnreached(error.cause);
}

/** How long a server asks for rest, in milliseconds, a day at most: `retry-after-ms`, or `retry-after` in seconds or as a date, counted from the server's own. */
export function restOf(headers: Headers): number | null {
  const after = headers.get('retry-after') ?? '';
  const date = Date.parse(after) - Date.parse(headers.get('date') ?? '');
  const asked = [inMs(headers.get('retry-after-ms'), 1), inMs(after, 1000), Number.isNaN(date) ? null : date];
  const rest = asked.find((ms) => ms !== null) ?? null;
  return rest === null ? null : Math.min(LONGEST_REST_MS, Math.max(0, rest));
}

function inMs(text: string | null, unitMs: number): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) * unitMs : null;
}
