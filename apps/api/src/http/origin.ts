import type { IncomingHttpHeaders } from 'node:http';

/** Why a request that carries a cookie may not change anything: it was not made by a page of ours. Null when it was. */
export function originFault(headers: IncomingHttpHeaders): string | null {
  const { origin, host } = headers;
  if (origin === undefined || origin === 'null')
    return headers['sec-fetch-site'] === 'same-origin'
      ? null
      : 'a request with a session cookie needs an Origin header';
  if (!URL.canParse(origin)) return 'the Origin header is not an address of this server';
  return new URL(origin).host === host ? null : 'the Origin header is not an address of this server';
}
