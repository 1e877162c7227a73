import { createHash, createHmac } from 'node:crypto';

/** What is signed of one request. */
export interface Signed {
  readonly path: string;
  /** Every query parameter once. */
  readonly query: Readonly<Record<string, string>>;
  /** The `x-…` headers that count, and `host`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that are sent; null without a body. */
  readonly body: string | null;
}

/**
 * The signature of a request: HMAC-SHA1 in base64 over path, sorted parameters and headers, and the body's MD5 (Webull
 * OpenAPI, "Signature"). The secret itself is never sent.
 */
export function signatureOf({ path, query, headers, body }: Signed, appSecret: string): string {
  const named = { ...query, ...headers };
  const pairs = Object.entries(named)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const digest = body === null ? [] : [createHash('md5').update(body).digest('hex').toUpperCase()];
  const text = [path, pairs, ...digest].join('&');
  return createHmac('sha1', `${appSecret}&`).update(encodeStrictly(text)).digest('base64');
}

/** Percent-encoding in which nothing but the unreserved characters of RFC 3986 stands for itself. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
