import type { RequestHandler } from 'express';
import type { RouteRole } from './auth/index.ts';
import type { Endpoint } from './http/index.ts';
import type { Service } from './service.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Something that is not JSON: a stream, a page, a text. */
export interface Raw {
  readonly summary: string;
  readonly produces: string;
  serve(service: Service): RequestHandler;
}

export interface Route<Where extends string = string, Does extends Endpoint | Raw = Endpoint | Raw> {
  /** Its line in the table: `GET /api/signals/{id}`. */
  readonly where: Where;
  readonly method: Method;
  /** As in OpenAPI: `/api/signals/{id}`. */
  readonly path: string;
  readonly role: RouteRole;
  readonly does: Does;
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const satisfies Record<
  string,
  Method
>;

/** A line of the table of routes: `GET /api/signals`, who may use it, what it does. */
export function route<const Where extends `${keyof typeof methods} /${string}`, Does extends Endpoint | Raw>(
  where: Where,
  role: RouteRole,
  does: Does,
): Route<Where, Does> {
  const [verb = '', path = ''] = where.split(' ');
  const method = Object.entries(methods).find(([name]) => name === verb)?.[1] ?? 'get';
  return { where, method, path, role, does };
}

/** The same path as express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
