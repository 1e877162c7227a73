import type { IncomingHttpHeaders } from 'node:http';
import { type FrontConfig, frontOf } from './front.ts';

const NOT_OURS =
  'the Origin header is not an address of this server; behind a proxy, TRUSTED_PROXIES lets it say ' +
  'what clients asked for';

/** Why a request that carries a cookie may not change anything: it was not made by a page of ours. Null when it was. */
export function originFault(headers: IncomingHttpHeaders, config: FrontConfig): string | null {
  const { origin } = headers;
  if (origin === undefined || origin === 'null')
    return headers['sec-fetch-site'] === 'same-origin'
      ? null
      : 'a request with a session cookie needs an Origin header';
  if (!URL.canParse(origin)) return NOT_OURS;
  const { host, secure } = frontOf(headers, config);
  const from = new URL(origin);
  // Who listens on the way to the same name without TLS could make a page of any text.
  return from.host === host && !(secure && from.protocol !== 'https:') ? null : NOT_OURS;
}
