import type { IncomingHttpHeaders } from 'node:http';

/** Whether a host's name or address is this machine's own, as a URL or a socket writes it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^(\[?(::ffff:)?127\.\d+\.\d+\.\d+\]?|\[?::1\]?)$/.test(host);
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/** Whether a request was made on this machine, to its own address: neither from another one nor through a proxy. */
export function isFromHere(headers: IncomingHttpHeaders, remoteAddress: string | undefined): boolean {
  const { host = '' } = headers;
  const named = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  const through = FORWARDED.some((header) => headers[header] !== undefined);
  return isLoopback(remoteAddress ?? '') && isLoopback(named) && !through;
}
