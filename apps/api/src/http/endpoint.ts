import { type Fault, faultsOf } from '@atc/core/kernel/faults';
import type { CsvCell } from '@atc/core/kernel/text';
import { z } from 'zod';
import type { Caller } from '../auth/key.ts';
import type { ApiContext } from '../context.ts';
import { invalid, missing, type Problem } from './problem.ts';
import { unkeepable } from './unkeepable.ts';

/** What came with a request besides its input. */
export interface RequestFacts {
  readonly caller: Caller;
  readonly ifMatch: string | null;
  /** The caller's own key for this request, or null. */
  readonly ownKey: string | null;
  /** The caller's own key, or a fresh one: the same key is the same act. */
  readonly actKey: string;
}

export interface Answer<T> {
  readonly kind: 'answer';
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export type CsvRows = readonly Readonly<Record<string, CsvCell>>[];

/** An input that was checked, and what can be done with it. */
export interface Checked {
  readonly kind: 'checked';
  run(ctx: ApiContext, facts: RequestFacts): Promise<Answer<unknown> | Problem>;
  /** The same as lines of a table; null where there is no such form. */
  readonly csv: { readonly name: string; rows(ctx: ApiContext): Promise<CsvRows> } | null;
}

export interface Endpoint<I extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly status: number;
  readonly input: I;
  readonly response: R;
  /** Checks the input; a problem when it is not as declared. */
  check(raw: RawInput): Problem | Checked;
  /** Whether `Accept: text/csv` gets the same as CSV. */
  readonly asCsv: boolean;
}

interface EndpointSpec<I extends z.ZodObject, R extends z.ZodType> {
  readonly summary: string;
  /** `params`, `query` and `body`, each as far as the endpoint takes it; all else is refused. */
  readonly input: I;
  readonly response: R;
  readonly status?: number;
  handle(ctx: ApiContext, input: z.output<I>, facts: RequestFacts): Promise<Answer<z.input<R>> | Problem>;
  /** The answer as a file of lines, for `Accept: text/csv`. */
  readonly csv?: { readonly name: string; rows(ctx: ApiContext, input: z.output<I>): Promise<CsvRows> };
}

export const noInput = z.object({});

/** One thing that the API can do: its schemas, which are also its documentation, and the code that does it. */
export function endpoint<I extends z.ZodObject, R extends z.ZodType>(spec: EndpointSpec<I, R>): Endpoint<I, R> {
  return {
    summary: spec.summary,
    status: spec.status ?? 200,
    input: spec.input,
    response: spec.response,
    asCsv: spec.csv !== undefined,
    check: (raw) => {
      const broken = unkeepable(raw);
      if (broken.length > 0) return refuse(broken);
      const parsed = spec.input.safeParse(raw);
      const faults = [...undeclared(spec.input, raw), ...(parsed.success ? [] : faultsOf(parsed.error))];
      if (!parsed.success || faults.length > 0) return refuse(faults);
      const { csv } = spec;
      return {
        kind: 'checked',
        run: (ctx, facts) => spec.handle(ctx, parsed.data, facts),
        csv: csv ? { name: csv.name, rows: (ctx) => csv.rows(ctx, parsed.data) } : null,
      };
    },
  };
}

function undeclared(input: z.ZodObject, raw: RawInput): readonly Fault[] {
  const parts = [
    ['query', raw.query],
    ['body', raw.body],
  ] as const;
  return parts.flatMap(([part, value]) => {
    if (part in input.shape || value === undefined || value === null) return [];
    return typeof value === 'object'
      ? Object.keys(value).map((key) => ({ path: `${part}.${key}`, message: 'unknown field' }))
      : [{ path: part, message: 'no body is taken' }];
  });
}

function refuse(faults: readonly Fault[]): Problem {
  // An id of the wrong form names nothing.
  if (faults.some(({ path }) => path.startsWith('params.'))) return missing('resource');
  return invalid(faults.map(({ path, message }) => ({ path: withoutPart(path), message })));
}

const withoutPart = (path: string): string => path.replace(/^(query|body)\.?/, '');

/** A plain answer with status 200. */
export function ok<T>(body: T, headers: Readonly<Record<string, string>> = {}): Answer<T> {
  return { kind: 'answer', status: 200, body, headers };
}

/** The answer to an act that made something, with where it is. */
export function created<T>(body: T, location: string): Answer<T> {
  return { kind: 'answer', status: 201, body, headers: { location } };
}
