import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { errorText } from '../../../kernel/errors/index.ts';
import { VenueUnknownError } from '../broker.ts';
import { type Pace, paced } from '../pace/pace.ts';
import { restAsked } from '../pace/rest.ts';
import { forgetfulKeep, freshToken, type TokenKeep } from './session.ts';
import { signatureOf } from './signature.ts';
import { refusal } from './wire.ts';

export interface WebullKeys {
  readonly appKey: string;
  readonly appSecret: string;
}

export interface WebullClientOptions extends WebullKeys {
  /** `https://api.webull.com`, or a local venue. */
  readonly baseUrl: string;
  /** Requests a window that the venue allows, by the part of the path that they are for. */
  readonly paces: Readonly<Record<'orders' | 'queries' | 'token', Pace>>;
  /** Where the access token is kept; in this process only unless told. */
  readonly keep?: TokenKeep;
}

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
export type WebullAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly message: string };

export type WebullClient = ReturnType<typeof openWebullClient>;

// What each of these says is certain: the request was read and nothing was done.
const REFUSED_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 417, 422]);
const SKEWED = 'CLOCK_SKEW_EXCEEDED';
const STALE_TOKEN = 'INVALID_TOKEN';

/**
 * Speaks Webull's trading API: signs exactly the bytes that it sends, keeps to the venue's pace, follows its clock.
 * Throws `VenueUnknownError` where the outcome is not certain: no answer, one that cannot be read, too many requests, or
 * an error of the venue's own.
 */
export function openWebullClient(options: WebullClientOptions) {
  const gates = {
    orders: paced(options.paces.orders),
    queries: paced(options.paces.queries),
    token: paced(options.paces.token),
  };
  const { keep = forgetfulKeep() } = options;
  let clockOffsetMs = 0;
  let token: string | null = null;
  let renewing: Promise<string> | null = null;

  const send = async <T>(request: WebullRequest<T>): Promise<WebullAnswer<T>> => {
    const gate = gates[request.pace];
    await gate.pass(request.signal);
    const response = await fetchSigned(options, request, { clockOffsetMs, token });
    const rest = restAsked(response.status, response.headers, Date.now());
    if (rest !== null) gate.rest(rest);
    const said = await readAnswer(response, request.answer);
    if (!said.ok && said.code === SKEWED) clockOffsetMs = offsetOf(response);
    return said;
  };
  // One renewal for all that wait for it.
  const renew = async (refused: string | null): Promise<void> => {
    if (token !== refused) return;
    renewing ??= freshToken(send, keep, refused).finally(() => {
      renewing = null;
    });
    token = await renewing;
  };

  return {
    /** One request; it is sent again once where the venue said for certain that only the clock or the token was wrong. */
    async request<T>(wanted: WebullRequest<T>): Promise<WebullAnswer<T>> {
      token ??= await keep.read();
      const used = token;
      const said = await send(wanted);
      if (said.ok) return said;
      if (said.code !== SKEWED && said.code !== STALE_TOKEN) return said;
      if (said.code === STALE_TOKEN) await renew(used);
      const again = await send(wanted);
      // Refused at the door twice, because another process took the token: that says nothing about the order.
      if (!again.ok && (again.code === SKEWED || again.code === STALE_TOKEN))
        throw new VenueUnknownError(`webull does not let us in: ${again.code}`);
      return again;
    },
  };
}

interface Session {
  readonly clockOffsetMs: number;
  readonly token: string | null;
}

async function fetchSigned<T>(
  { baseUrl, appKey, appSecret }: WebullClientOptions,
  { method, path, query = {}, body, signal }: WebullRequest<T>,
  { clockOffsetMs, token }: Session,
): Promise<Response> {
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const text = body === undefined ? null : JSON.stringify(body);
  const counted = {
    'x-app-key': appKey,
    'x-signature-algorithm': 'HMAC-SHA1',
    'x-signature-version': '1.0',
    'x-signature-nonce': randomUUID().replaceAll('-', ''),
    'x-timestamp': stamp(Date.now() + clockOffsetMs),
  };
  const signature = signatureOf({ path, query, headers: { ...counted, host: url.host }, body: text }, appSecret);
  try {
    return await fetch(url, {
      method,
      headers: {
        ...counted,
        'x-signature': signature,
        'x-version': 'v2',
        'content-type': 'application/json',
        ...(token === null ? {} : { 'x-access-token': token }),
      },
      redirect: 'error',
      ...(text === null ? {} : { body: text }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    throw new VenueUnknownError(`webull did not answer: ${errorText(cause)}`, { cause });
  }
}

/** `YYYY-MM-DDThh:mm:ssZ`. */
function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

async function readAnswer<T>(response: Response, answer: z.ZodType<T>): Promise<WebullAnswer<T>> {
  const body = await response.json().catch(() => null);
  if (response.ok) {
    const value = answer.safeParse(body);
    if (value.success) return { ok: true, value: value.data };
    throw new VenueUnknownError(`webull answered what cannot be read: ${z.prettifyError(value.error)}`);
  }
  const refused = refusal.safeParse(body);
  if (refused.success && REFUSED_STATUSES.has(response.status))
    return { ok: false, code: refused.data.error_code, message: refused.data.message ?? refused.data.error_code };
  throw new VenueUnknownError(`webull answered ${response.status}`);
}

function offsetOf(response: Response): number {
  const theirs = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(theirs) ? 0 : theirs - Date.now();
}
