import type { StoreFault } from '@atc/core/kernel/errors';
import type { Fault } from '@atc/core/kernel/faults';
import { z } from 'zod';

/** A refusal as RFC 9457 writes it down. Further members may follow, such as the reasons of a gate. */
export const problemBody = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

export type ProblemBody = z.infer<typeof problemBody>;

/** Every kind of problem with its status and title; the key ends its `type`. */
const kinds = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  bad_request: { status: 400, title: 'The request cannot be understood' },
  invalid: { status: 400, title: 'The request has invalid values' },
  unauthenticated: { status: 401, title: 'A key is needed' },
  forbidden: { status: 403, title: 'This key may not do that' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  conflict: { status: 409, title: 'The state of things forbids that' },
  stale: { status: 412, title: 'Somebody changed it before you' },
  too_large: { status: 413, title: 'The body is too large' },
  not_json: { status: 415, title: 'The body must be application/json' },
  timed_out: { status: 408, title: 'The request took too long to arrive' },
  expectation_failed: { status: 417, title: 'What the request expects is not done here' },
  misdirected: { status: 421, title: 'This server is not called that' },
  key_reused: { status: 422, title: 'The idempotency key was used for another request' },
  version_needed: { status: 428, title: 'The version that you have seen is needed' },
  too_many: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available now' },
} as const;

export type ProblemKind = keyof typeof kinds;

export interface Problem {
  readonly kind: 'problem';
  readonly status: number;
  readonly body: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ProblemExtras {
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal for a client: what kind, and a sentence about this one. */
export function problem(
  kind: ProblemKind,
  detail: string,
  { members = {}, headers = {} }: ProblemExtras = {},
): Problem {
  const { status, title } = kinds[kind];
  return {
    kind: 'problem',
    status,
    headers,
    body: { type: `urn:company:problem:${kind}`, title, status, detail, ...members },
  };
}

/** The problem that a resource is not there, or not for this caller. */
export function missing(noun: string): Problem {
  return problem('not_found', `there is no such ${noun}`);
}

const faults = {
  read_only: 'the company can only read its records now, so nothing was changed',
  full: 'there is no room for the company to write down anything, so nothing was changed',
  down: 'the company cannot look at its records now',
} as const satisfies Record<StoreFault, string>;

/** The problem that a store of the company does not do its work; ask again a little later. */
export function unavailable(fault: StoreFault): Problem {
  return problem('unavailable', faults[fault], { headers: { 'retry-after': '5' } });
}

/** The problem of invalid values, each with where it stands. */
export function invalid(errors: readonly Fault[]): Problem {
  return problem('invalid', errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), {
    members: { errors },
  });
}
