import { z } from 'zod';
import { errorText } from '../../../../kernel/errors/index.ts';
import { VenueUnknownError } from '../../broker.ts';
import { type Pace, paced } from '../../pace/pace.ts';
import { restAsked } from '../../pace/rest.ts';
import { JupiterBusyError } from './busy.ts';
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
  const gate = paced(options.pace);
  const askOnce = async <T>(question: JupiterQuestion<T>): Promise<JupiterAnswer<T>> => {
    await gate.pass(question.signal);
    return readAnswer(await get(options, question), question);
  };
  return {
    // A question may be asked again; once is enough to outlive a broken connection. Whoever wants rest is not asked again.
    ask: (question) =>
      askOnce(question).catch((error) => {
        question.signal?.throwIfAborted();
        if (!(error instanceof VenueUnknownError) || error instanceof JupiterBusyError) throw error;
        return askOnce(question);
      }),
  };
}

async function readAnswer<T>(response: Response, { answer }: JupiterQuestion<T>): Promise<JupiterAnswer<T>> {
  const body = await response.json().catch(() => null);
  if (response.ok) {
    const value = answer.safeParse(body);
    if (value.success) return { ok: true, value: value.data };
    throw new VenueUnknownError(`jupiter answered what cannot be read: ${z.prettifyError(value.error)}`);
  }
  const refused = refusal.safeParse(body);
  const code = refused.success ? (refused.data.errorCode ?? '') : '';
  if (response.status === 400 && NO_WAY.has(code)) return { ok: false, code };
  const text = `jupiter answered ${response.status} ${code}`;
  const rest = restAsked(response.status, response.headers, Date.now());
  throw rest === null ? new VenueUnknownError(text) : new JupiterBusyError(text, rest);
}

async function get(
  { baseUrl, apiKey }: JupiterApiOptions,
  { path, query, signal }: JupiterQuestion<unknown>,
): Promise<Response> {
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    return await fetch(url, {
      headers: apiKey === null ? {} : { 'x-api-key': apiKey },
      redirect: 'error',
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    throw new VenueUnknownError(`jupiter did not answer: ${errorText(cause)}`, { cause });
  }
}
