import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** How a client reached this server, as far as the proxies that are trusted tell it. */
export interface Front {
  /** The host and port that the client asked for. */
  readonly host: string | undefined;
  /** Whether the client spoke TLS. */
  readonly secure: boolean;
}

/** What the configuration says about who stands in front of this server and what it is called. */
export interface FrontConfig {
  readonly host: string;
  readonly front: { readonly trustedProxies: number; readonly allowedHosts: readonly string[] };
}

/** How a client reached this server: by its own headers, or by those that so many trusted proxies wrote. */
export function frontOf(headers: IncomingHttpHeaders, { front: { trustedProxies } }: FrontConfig): Front {
  return {
    host: toldBy(trustedProxies, headers['x-forwarded-host']) ?? headers.host,
    secure: toldBy(trustedProxies, headers['x-forwarded-proto']) === 'https',
  };
}

// A proxy replaces such a header or adds to its end: what a client made up itself stands further left than what the
// outermost trusted proxy wrote.
function toldBy(trustedProxies: number, header: string | readonly string[] | undefined): string | null {
  if (trustedProxies === 0 || header === undefined) return null;
  const values = [header].flat().join(',').split(',');
  return values[Math.max(0, values.length - trustedProxies)]?.trim() || null;
}

/**
 * Whether a Host header names this server. Names are listed, since anybody can let a name of theirs point here and then
 * read our answers from their page; an address of digits is nobody's to point anywhere.
 */
export function isOurHost(host: string, { host: listensOn, front }: FrontConfig): boolean {
  if (!/^[^\s/?#@\\]+$/.test(host) || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  const known = ['localhost', listensOn, ...front.allowedHosts].map((name) => name.toLowerCase());
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 || known.includes(hostname);
}
