import { AsyncLocalStorage } from 'node:async_hooks';
import { type Pace, paced, type VenueAnswer, VenueBusyError, VenueUnknownError } from '@atc/core/desk/venue';
import { errorText } from '@atc/core/kernel/errors';
import { MINUTE_MS, retryAfterMs } from '@atc/core/kernel/time';
import { z } from 'zod';
import {
  type CcxtExchange,
  type ExchangeKeys,
  openExchange,
  openTickerStream,
  type TickerStream,
} from '../../ccxt/index.ts';

export interface ExchangeClientOptions {
  readonly id: string;
  readonly url?: string | undefined;
  readonly keys: ExchangeKeys | null;
  readonly sandbox: boolean;
  /** Requests a window that the exchange allows. */
  readonly pace: Pace;
}

export interface ExchangeRefusal {
  /** What ccxt makes of it, for example `OrderNotFound`. */
  readonly kind: string;
  readonly message: string;
}

export interface ExchangeQuestion<T> {
  ask(opened: CcxtExchange): Promise<unknown>;
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeClient {
  readonly id: string;
  /** Asks once. Throws `VenueUnknownError` where it is not certain what became of what was asked. */
  ask<T>(question: ExchangeQuestion<T>): Promise<VenueAnswer<T, ExchangeRefusal>>;
  /** Opens what the exchange pushes of the pairs it was asked for; null where it pushes no tickers. */
  openTickers(): Promise<TickerStream | null>;
}

/** One question under way, which may be several requests: what came back last. */
interface Asking {
  readonly signal: AbortSignal | undefined;
  said: { readonly status: number; readonly headers: Headers } | null;
  sent: boolean;
}

const TIMEOUT_MS = 10_000;
/** What an exchange says that wants to be left alone. */
const BUSY: readonly number[] = [418, 429, 503];
const LONGEST_REST_MS = 10 * MINUTE_MS;
/** The request was kept out at the door for its time alone. */
const SKEWED = 'InvalidNonce';

/**
 * Speaks to an exchange through ccxt, and sends nothing twice: every request goes through our own gate and our own
 * fetch, so that what came back is known besides the error that ccxt makes of it. A refusal is certain only where the
 * exchange answered and ccxt knows the answer as one; what it cannot read is unknown. Numbers are text.
 */
export async function openExchangeClient(options: ExchangeClientOptions): Promise<ExchangeClient> {
  const gate = paced(options.pace);
  const calls = new AsyncLocalStorage<Asking>();
  const send: typeof fetch = async (input, init = {}) => {
    const asking = calls.getStore();
    const signals = [init.signal, asking?.signal].flatMap((signal) => signal ?? []);
    await gate.pass(asking?.signal);
    if (asking) Object.assign(asking, { said: null, sent: true });
    const answer = await fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any(signals) });
    if (asking) asking.said = answer;
    return answer;
  };
  const opened = await openExchange({ ...options, timeoutMs: TIMEOUT_MS, send });
  opened.exchange.enableRateLimit = false;
  // What coins can be sent where is nothing that trading needs to know, and asking takes a key that may read it.
  opened.exchange.has.fetchCurrencies = false;
  const once = async <T>({ ask, answer, signal }: ExchangeQuestion<T>): Promise<VenueAnswer<T, ExchangeRefusal>> => {
    const asking: Asking = { signal, said: null, sent: false };
    try {
      const told = answer.safeParse(await calls.run(asking, () => ask(opened)));
      if (told.success) return { ok: true, value: told.data };
      throw new VenueUnknownError(`${options.id} answered what cannot be read: ${z.prettifyError(told.error)}`);
    } catch (error) {
      signal?.throwIfAborted();
      const rest = restOf(asking);
      if (rest !== null) gate.rest(rest);
      return refusalOf(opened, asking, error);
    }
  };
  return {
    id: options.id,
    ask: async (question) => {
      const said = await once(question);
      if (said.ok || said.kind !== SKEWED) return said;
      // Its answer says that nothing was done: the clock is set by the exchange's, and the same is sent once more.
      await once({
        ask: ({ exchange }) => exchange.loadTimeDifference(),
        answer: z.unknown(),
        signal: question.signal,
      });
      const again = await once(question);
      if (!again.ok && again.kind === SKEWED) throw new VenueUnknownError(`${options.id} finds our clock wrong`);
      return again;
    },
    openTickers: () => openTickerStream(options, opened.exchange),
  };
}

function refusalOf(opened: CcxtExchange, { said, sent }: Asking, error: unknown): { ok: false } & ExchangeRefusal {
  if (error instanceof VenueUnknownError) throw error;
  const kind = error instanceof Error ? error.constructor.name : '';
  // ccxt names the whole address, and a signature is no business of a log.
  const message = errorText(error).replaceAll(/(signature=)[\w%]+/gi, '$1…');
  const { id } = opened.exchange;
  const isSkewed = kind === SKEWED && said !== null && said.status < 500;
  // What ccxt itself refuses to send was not sent.
  const certain = opened.isRefusal(error) && (!sent || (said !== null && said.status < 500));
  const isBusy = said !== null && BUSY.includes(said.status);
  if (isBusy) throw new VenueBusyError(`${id} answered ${said.status}: ${message}`, restOf({ said }) ?? 0);
  if (certain || isSkewed) return { ok: false, kind, message };
  throw new VenueUnknownError(`${id} ${said ? `answered ${said.status}` : 'did not answer'}: ${message}`);
}

function restOf({ said }: Pick<Asking, 'said'>): number | null {
  if (!said || !BUSY.includes(said.status)) return null;
  const wait = retryAfterMs(said.headers, new Date());
  return wait === null ? null : Math.min(wait, LONGEST_REST_MS);
}
