import type { z } from 'zod';
import type { Endpoint } from '../http/index.ts';
import type { routes } from '../routes.ts';

type Line = (typeof routes)[number];

/**
 * What each line of the API takes and answers: `Contract['GET /api/positions/{id}']['output']`. Streams and texts are
 * not in it.
 */
export type Contract = {
  readonly [L in Line as L['does'] extends Endpoint ? L['where'] : never]: L['does'] extends Endpoint<infer I, infer R>
    ? { readonly input: Written<z.input<I>>; readonly output: z.input<R> }
    : never;
};

/** A line of the API that answers in JSON. */
export type Where = keyof Contract;
export type InputOf<W extends Where> = Contract[W]['input'];
export type OutputOf<W extends Where> = Contract[W]['output'];

/** An input as a caller writes it: a part of which nothing is needed may be left out. */
type Written<I> = {
  readonly [Part in keyof I as Record<never, never> extends I[Part] ? never : Part]: I[Part];
} & {
  readonly [Part in keyof I as Record<never, never> extends I[Part] ? Part : never]?: I[Part];
};
