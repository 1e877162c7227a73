import { randomUUID } from 'node:crypto';
import {
  askVenue,
  type Pace,
  paced,
  passDoor,
  type Said,
  type VenueLine,
  type VenueRequest,
} from '@atc/core/desk/venue';
import type { WebullAnswer, WebullRefusal, WebullRequest } from './request.ts';
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

export type WebullClient = ReturnType<typeof openWebullClient>;

// What each of these says is certain: the request was read and nothing was done.
const REFUSED_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 417, 422]);
const SKEWED = 'CLOCK_SKEW_EXCEEDED';
const STALE_TOKEN = 'INVALID_TOKEN';

/**
 * Speaks Webull's trading API: signs exactly the bytes that it sends, keeps to the venue's pace, follows its clock.
 * Throws `VenueUnknownError` where the outcome is not certain: no answer, one that cannot be read, too many requests,
 * or an error of the venue's own.
 */
export function openWebullClient(options: WebullClientOptions) {
  const { keep = forgetfulKeep() } = options;
  let clockOffsetMs = 0;
  let shownOffsetMs = 0;
  let token: string | null = null;
  let renewing: Promise<string> | null = null;
  const heard = (headers: Headers) => {
    shownOffsetMs = offsetOf(headers);
  };
  const lines = {
    orders: lineOf(options.paces.orders, heard),
    queries: lineOf(options.paces.queries, heard),
    token: lineOf(options.paces.token, heard),
  };

  const send = async <T>(request: WebullRequest<T>): Promise<WebullAnswer<T>> => {
    const { answer, signal } = request;
    const compose = () => signedRequest(options, request, { clockOffsetMs, token });
    const said = await askVenue(lines[request.pace], { compose, answer, signal });
    if (!said.ok && said.code === SKEWED) clockOffsetMs = shownOffsetMs;
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
    /**
     * One request; it is sent again once where the venue said for certain that only the clock or the token was wrong.
     */
    async request<T>(wanted: WebullRequest<T>): Promise<WebullAnswer<T>> {
      token ??= await keep.read();
      const used = token;
      return passDoor(() => send(wanted), {
        isShut: (said) => !said.ok && (said.code === SKEWED || said.code === STALE_TOKEN),
        open: async (said) => {
          if (!said.ok && said.code === STALE_TOKEN) await renew(used);
        },
        // Refused at the door twice, because another process took the token: that says nothing about the order.
        complaintOf: (said) => `webull does not let us in: ${said.ok ? '' : said.code}`,
      });
    },
  };
}

function lineOf(pace: Pace, heard: (headers: Headers) => void): VenueLine<WebullRefusal> {
  return { name: 'webull', gate: paced(pace), heard, refusalOf };
}

interface Session {
  readonly clockOffsetMs: number;
  readonly token: string | null;
}

function signedRequest(
  { baseUrl, appKey, appSecret }: WebullClientOptions,
  { method, path, query = {}, body }: WebullRequest<unknown>,
  { clockOffsetMs, token }: Session,
): VenueRequest {
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
  const headers = {
    ...counted,
    'x-signature': signature,
    'x-version': 'v2',
    'content-type': 'application/json',
    ...(token === null ? {} : { 'x-access-token': token }),
  };
  return { url, init: { method, headers, ...(text === null ? {} : { body: text }) } };
}

/** `YYYY-MM-DDThh:mm:ssZ`. */
function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function refusalOf({ status, body }: Said): WebullRefusal | null {
  const refused = refusal.safeParse(body);
  if (!refused.success || !REFUSED_STATUSES.has(status)) return null;
  return { code: refused.data.error_code, message: refused.data.message ?? refused.data.error_code };
}

function offsetOf(headers: Headers): number {
  const theirs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(theirs) ? 0 : theirs - Date.now();
}
