import type { InputOf, OutputOf, Where } from '@atc/api/contract';

export type { InputOf, OutputOf, Where } from '@atc/api/contract';

const PATIENCE_MS = 15_000;

/** What is wrong with a part of what was sent. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly Fault[];
}

/** What the API answered instead of what was asked for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly title: string;
  readonly faults: readonly Fault[];

  constructor(status: number, { title = '', detail, errors = [] }: Refusal) {
    super(detail ?? `it answered ${status}`);
    this.status = status;
    this.title = title;
    this.faults = errors;
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
  /** The version that was seen of what is changed. */
  readonly ifMatch?: number;
}

/** Asks one line of the API and gives what it said; `Refused` when it said no, another error when it was silent. */
export async function call<W extends Where>(
  where: W,
  input: InputOf<W>,
  { signal, patienceMs = PATIENCE_MS, actKey, ifMatch }: CallOptions = {},
): Promise<OutputOf<W>> {
  const { body } = input as Parts;
  const patience = AbortSignal.timeout(patienceMs);
  const answer = await fetch(addressOf(where, input as Parts), {
    method: where.slice(0, where.indexOf(' ')),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(actKey === undefined ? {} : { 'idempotency-key': actKey }),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
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
  const said: Refusal = await answer.json().catch(() => ({}));
  return new Refused(answer.status, { title: answer.statusText, ...said });
}
