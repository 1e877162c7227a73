import { z } from 'zod';
import { errorText } from '../../../kernel/errors/index.ts';
import { VenueUnknownError } from '../broker.ts';
import { type Pace, paced } from '../pace/pace.ts';
import { restAsked } from '../pace/rest.ts';
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
export type GatewayAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: number; readonly message: string };

export interface TopstepxClient {
  /** One request; sent again once where the gateway said for certain that only the token was wrong. */
  request<T>(wanted: GatewayRequest<T>): Promise<GatewayAnswer<T>>;
  /** The token of this session, for the hubs; a new one where the last was refused there. */
  bearer(renewed: boolean): Promise<string>;
  /** What the gateway's clock shows (UTC milliseconds, to a second): ours may be wrong. */
  venueNow(): number;
}

/** Thrown inside the client only: the token is not valid, and nothing was done. */
class StaleTokenError extends Error {}

/**
 * Speaks the ProjectX gateway that TopstepX uses: a token by user name and key, renewed when it is refused, at the
 * gateway's pace. A business refusal comes with HTTP 200 and is an answer; everything that leaves the outcome open throws
 * `VenueUnknownError`.
 */
export function openTopstepxClient(options: TopstepxClientOptions): TopstepxClient {
  const gate = paced(options.pace);
  let session: Promise<string> | null = null;
  let theirs = { at: Date.now(), measured: performance.now() };

  const post = async <T>(request: GatewayRequest<T>, bearer: string | null): Promise<GatewayAnswer<T>> => {
    await gate.pass(request.signal);
    const response = await send(options, request, bearer);
    const said = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(said)) theirs = { at: said, measured: performance.now() };
    const rest = restAsked(response.status, response.headers, Date.now());
    if (rest !== null) gate.rest(rest);
    return readAnswer(response, request.answer);
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
    request: async (wanted) => {
      const before = signedIn();
      const bearer = await before;
      try {
        return await post(wanted, bearer);
      } catch (error) {
        if (!(error instanceof StaleTokenError)) throw error;
        if (session === before) session = null;
        return await post(wanted, await signedIn()).catch(refuseTwice);
      }
    },
  };
}

function refuseTwice(error: unknown): never {
  if (error instanceof StaleTokenError) throw new VenueUnknownError('topstepx refuses a token that it has just given');
  throw error;
}

async function send<T>(
  { baseUrl }: TopstepxClientOptions,
  { path, body, signal }: GatewayRequest<T>,
  bearer: string | null,
): Promise<Response> {
  try {
    return await fetch(new URL(path, baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      body: JSON.stringify(body),
      redirect: 'error',
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    throw new VenueUnknownError(`topstepx did not answer: ${errorText(cause)}`, { cause });
  }
}

async function readAnswer<T>(response: Response, answer: z.ZodType<T>): Promise<GatewayAnswer<T>> {
  if (response.status === 401) throw new StaleTokenError();
  if (!response.ok) throw new VenueUnknownError(`topstepx answered ${response.status}`);
  const body = await response
    .text()
    .then(readNumbersAsText)
    .catch(() => null);
  const said = envelope.safeParse(body);
  if (!said.success) throw new VenueUnknownError('topstepx answered what cannot be read');
  if (!said.data.success) {
    const code = said.data.errorCode;
    return { ok: false, code, message: said.data.errorMessage ?? `error ${code}` };
  }
  const value = answer.safeParse(body);
  if (value.success) return { ok: true, value: value.data };
  throw new VenueUnknownError(`topstepx answered what cannot be read: ${z.prettifyError(value.error)}`);
}
