import type { CookieOptions, Request } from 'express';
import { type FrontConfig, frontOf } from '../http/index.ts';

/** The session cookie as this request's browser knows it. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/**
 * The session cookie of a request. Browsers send a host's cookies to each of its ports: the port in its name keeps two
 * companies on one machine from ending each other's sessions. Behind TLS no other name of the domain may set it.
 */
export function sessionCookie(req: Pick<Request, 'headers' | 'socket'>, config: FrontConfig): SessionCookie {
  const { secure } = frontOf(req.headers, config);
  return {
    name: `${secure ? '__Host-' : ''}atc_session_${req.socket.localPort}`,
    options: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
  };
}

/** The session token in a request's cookies, or null. */
export function tokenOf(req: Pick<Request, 'headers' | 'socket'>, config: FrontConfig): string | null {
  const { name } = sessionCookie(req, config);
  const pair = req.headers.cookie
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || null;
}
