import type { InputOf, OutputOf, Where } from '@atc/api/contract';

export type { InputOf, OutputOf, Where } from '@atc/api/contract';

const PATIENCE_MS = 15_000;

/** What the API answered instead of what was asked for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

interface Parts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
  /** The same key is the same act, however often it is sent. */
  readonly actKey?: string;
}

/** Asks one line of the API and gives what it said; `Refused` when it said no, another error when it was silent. */
export async function call<W extends Where>(
  where: W,
  input: InputOf<W>,
  { signal, patienceMs = PATIENCE_MS, actKey }: CallOptions = {},
): Promise<OutputOf<W>> {
  const { body } = input as Parts;
  const patience = AbortSignal.timeout(patienceMs);
  const answer = await fetch(addressOf(where, input as Parts), {
    method: where.slice(0, where.indexOf(' ')),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(actKey === undefined ? {} : { 'idempotency-key': actKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.json();
}

/** The address of a line with its parameters and its query written in. */
export function addressOf(where: string, { params = {}, query = {} }: Parts): string {
  const path = where
    .slice(where.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`;
}

async function refusalOf(answer: Response): Promise<Refused> {
  const said: { title?: string; detail?: string } = await answer.json().catch(() => ({}));
  return new Refused(answer.status, said.title ?? answer.statusText, said.detail ?? `it answered ${answer.status}`);
}
