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

export interface Route {
  readonly method: Method;
  /** As in OpenAPI: `/api/signals/{id}`. */
  readonly path: string;
  readonly role: RouteRole;
  readonly does: Endpoint | Raw;
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const satisfies Record<
  string,
  Method
>;

/** A line of the table of routes: `GET /api/signals`, who may use it, what it does. */
export function route(where: `${keyof typeof methods} /${string}`, role: RouteRole, does: Endpoint | Raw): Route {
  const [verb = '', path = ''] = where.split(' ');
  const method = Object.entries(methods).find(([name]) => name === verb)?.[1] ?? 'get';
  return { method, path, role, does };
}

/** The same path as express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
