import { z } from 'zod';
import { errorText } from '../../kernel/errors/index.ts';
import { VenueUnknownError } from './broker.ts';
import type { Gate } from './pace/pace.ts';
import { restAsked } from './pace/rest.ts';

/** What a venue said over HTTP. */
export interface Said {
  readonly status: number;
  /** Null where it cannot be read. */
  readonly body: unknown;
}

/** How one venue's HTTP interface is spoken to. `R` is what a refusal says. */
export interface VenueLine<R> {
  /** How the venue is called in complaints about it. */
  readonly name: string;
  readonly gate: Gate;
  /** The refusal that an answer is for certain: it was read, and nothing was done. Null for every other answer. */
  refusalOf(said: Said): R | null;
  /** Reads a body; as JSON unless told. */
  bodyOf?(response: Response): Promise<unknown>;
  /** Hears the headers of every answer. */
  heard?(headers: Headers): void;
  /** What an answer that is no certain refusal says besides its status. */
  complaintOf?(body: unknown): string;
}

export interface VenueRequest {
  readonly url: URL;
  readonly init: Omit<RequestInit, 'redirect' | 'signal'>;
}

export interface VenueCall<T> {
  /** Makes the request once its turn has come, so that what it says of the time is true. */
  compose(): VenueRequest;
  /** What the answer must hold. */
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

/** The answer of a venue, or its refusal. */
export type VenueAnswer<T, R> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & R);

/** The venue wants to be left alone for a while. */
export class VenueBusyError extends VenueUnknownError {
  readonly afterMs: number;

  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

/**
 * Asks a venue over HTTP: waits at its gate, sends once, rests where it asks for it, and reads the answer. Throws
 * `VenueUnknownError` where the outcome is not certain: no answer, one that cannot be read, an error of the venue's
 * own.
 */
export async function askVenue<T, R>(line: VenueLine<R>, call: VenueCall<T>): Promise<VenueAnswer<T, R>> {
  const { name, gate } = line;
  await gate.pass(call.signal);
  const response = await send(name, call);
  line.heard?.(response.headers);
  const rest = restAsked(response.status, response.headers, Date.now());
  if (rest !== null) gate.rest(rest);
  const body = await (line.bodyOf?.(response) ?? response.json()).catch(() => null);
  const refused = line.refusalOf({ status: response.status, body });
  if (refused) return { ok: false, ...refused };
  if (!response.ok) throw uncertain([name, 'answered', response.status, line.complaintOf?.(body) ?? ''], rest);
  const value = call.answer.safeParse(body);
  if (value.success) return { ok: true, value: value.data };
  throw new VenueUnknownError(`${name} answered what cannot be read: ${z.prettifyError(value.error)}`);
}

async function send(name: string, { compose, signal }: VenueCall<unknown>): Promise<Response> {
  const { url, init } = compose();
  try {
    return await fetch(url, { ...init, redirect: 'error', ...(signal ? { signal } : {}) });
  } catch (cause) {
    throw new VenueUnknownError(`${name} did not answer: ${errorText(cause)}`, { cause });
  }
}

function uncertain(words: readonly (string | number)[], rest: number | null): VenueUnknownError {
  const text = words.filter((word) => word !== '').join(' ');
  return rest === null ? new VenueUnknownError(text) : new VenueBusyError(text, rest);
}

/** What keeps requests out at a venue's door, such as a token that has expired. */
export interface Door<A> {
  /** Whether an answer says for certain that the request was not let in, and nothing was done. */
  isShut(said: A): boolean;
  /** Makes good what kept it out. */
  open(said: A): Promise<void>;
  /** What is said where it is kept out again, which says nothing of the request. */
  complaintOf(said: A): string;
}

/**
 * Sends a request, and once more where it was kept out at the door. Throws `VenueUnknownError` where it is kept out
 * twice.
 */
export async function passDoor<A>(send: () => Promise<A>, door: Door<A>): Promise<A> {
  const said = await send();
  if (!door.isShut(said)) return said;
  await door.open(said);
  const again = await send();
  if (door.isShut(again)) throw new VenueUnknownError(door.complaintOf(again));
  return again;
}

/**
 * Asks what may be asked twice, and once more where the answer is not certain: that outlives a broken connection. A
 * venue that wants rest is not asked again.
 */
export async function askAgain<A>(ask: () => Promise<A>, signal?: AbortSignal): Promise<A> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof VenueUnknownError) || error instanceof VenueBusyError) throw error;
    return ask();
  }
}
