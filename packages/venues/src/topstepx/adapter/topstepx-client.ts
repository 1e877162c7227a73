import {
  askVenue,
  type Pace,
  paced,
  passDoor,
  type Said,
  type VenueAnswer,
  type VenueLine,
  VenueUnknownError,
} from '@atc/core/desk/venue';
import type { z } from 'zod';
import { envelope, readNumbersAsText, token } from './wire.ts';

export interface TopstepxClientOptions {
  /** `https://api.topstepx.com`, or a local venue. */
  readonly baseUrl: string;
  readonly userName: string;
  readonly apiKey: string;
  /** What the gateway allows: 200 requests in 60 seconds. */
  readonly pace: Pace;
}

export interface GatewayRequest<T> {
  readonly path: string;
  readonly body: unknown;
  /** What the answer must hold beside its envelope. */
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

/** What the gateway said: the answer, or its refusal with the number it gives it. */
export type GatewayAnswer<T> = VenueAnswer<T, GatewayRefusal>;

export interface GatewayRefusal {
  readonly code: number;
  readonly message: string;
  /** The token is not valid, and nothing was done. */
  readonly stale?: true;
}

export interface TopstepxClient {
  /** One request; sent again once where the gateway said for certain that only the token was wrong. */
  request<T>(wanted: GatewayRequest<T>): Promise<GatewayAnswer<T>>;
  /** The token of this session, for the hubs; a new one where the last was refused there. */
  bearer(renewed: boolean): Promise<string>;
  /** What the gateway's clock shows (UTC milliseconds, to a second): ours may be wrong. */
  venueNow(): number;
}

/**
 * Speaks the ProjectX gateway that TopstepX uses: a token by user name and key, renewed when it is refused, at the
 * gateway's pace. A business refusal comes with HTTP 200 and is an answer; everything that leaves the outcome open
 * throws
 * `VenueUnknownError`.
 */
export function openTopstepxClient(options: TopstepxClientOptions): TopstepxClient {
  let session: Promise<string> | null = null;
  let theirs = { at: Date.now(), measured: performance.now() };
  const line: VenueLine<GatewayRefusal> = {
    name: 'topstepx',
    gate: paced(options.pace),
    bodyOf: (response) => response.text().then(readNumbersAsText),
    heard: (headers) => {
      const said = Date.parse(headers.get('date') ?? '');
      if (!Number.isNaN(said)) theirs = { at: said, measured: performance.now() };
    },
    refusalOf,
  };

  const post = <T>(request: GatewayRequest<T>, bearer: string | null): Promise<GatewayAnswer<T>> => {
    const { answer, signal } = request;
    return askVenue(line, { compose: () => composed(options, request, bearer), answer, signal });
  };
  const login = async (): Promise<string> => {
    const { userName, apiKey } = options;
    const said = await post({ path: '/api/Auth/loginKey', body: { userName, apiKey }, answer: token }, null);
    if (!said.ok) throw new VenueUnknownError(`topstepx refuses the login: ${said.code} ${said.message}`);
    return said.value.token;
  };
  // One login for all that wait for it; one that failed is tried anew by the next.
  const signedIn = (): Promise<string> => {
    session ??= login().catch((error: unknown) => {
      session = null;
      throw error;
    });
    return session;
  };

  return {
    venueNow: () => theirs.at + performance.now() - theirs.measured,
    bearer: (renewed) => {
      if (renewed) session = null;
      return signedIn();
    },
    request: (wanted) => {
      let used: Promise<string> | null = null;
      const send = async () => {
        used = signedIn();
        return post(wanted, await used);
      };
      return passDoor(send, {
        isShut: (said) => !said.ok && said.stale === true,
        open: async () => {
          if (session === used) session = null;
        },
        complaintOf: () => 'topstepx refuses a token that it has just given',
      });
    },
  };
}

function composed<T>({ baseUrl }: TopstepxClientOptions, { path, body }: GatewayRequest<T>, bearer: string | null) {
  const headers = { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
  return { url: new URL(path, baseUrl), init: { method: 'POST', headers, body: JSON.stringify(body) } };
}

/** A business refusal comes with HTTP 200. */
function refusalOf({ status, body }: Said): GatewayRefusal | null {
  if (status === 401) return { code: status, message: 'the token is not valid', stale: true };
  if (status < 200 || status > 299) return null;
  const said = envelope.safeParse(body);
  if (!said.success) throw new VenueUnknownError('topstepx answered what cannot be read');
  if (said.data.success) return null;
  const code = said.data.errorCode;
  return { code, message: said.data.errorMessage ?? `error ${code}` };
}
