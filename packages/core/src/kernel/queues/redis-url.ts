import { StartError } from '../errors/index.ts';

/** A Redis Cluster as its URL names it: some of its nodes and how to be let in. */
export interface ClusterPlace {
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
}

const CLUSTER = /^redis(s?)-cluster:\/\/([^/?]*)/;
const NODE = /^(?:(?<user>[^:@]*)(?::(?<word>[^@]*))?@)?(?<host>\[[^\]]+\]|[^:[\]]+)(?::(?<port>\d{1,5}))?$/;
const PORT = 6379;

/**
 * Reads `redis-cluster://user:password@host:port,host:port`, with `rediss-cluster://` for TLS; null for another URL.
 * One name and password are for all nodes, with what is special in them written as in any URL. Throws a `StartError`
 * for what cannot be read.
 */
export function parseClusterUrl(url: string): ClusterPlace | null {
  const found = CLUSTER.exec(url);
  if (!found) return null;
  const [, tls, list = ''] = found;
  const parts = list.split(',').map((node) => NODE.exec(node)?.groups);
  const nodes = parts.map((part) => {
    if (!part?.host) throw new StartError('bad_redis_url', BAD);
    return { host: part.host.replace(/^\[|\]$/g, ''), port: Number(part.port ?? PORT) };
  });
  const login = parts.find((part) => part?.user !== undefined);
  return { nodes, username: plain(login?.user), password: plain(login?.word), tls: tls === 's' };
}

const BAD =
  'REDIS_URL cannot be read: write redis-cluster://user:password@host:port,host:port with a comma in a password as %2C';

function plain(text: string | undefined): string | null {
  if (!text) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where a URL leads, without any name or password in it. */
export function placeOf(url: string): string {
  return url
    .replace(/^[a-z-]+:\/\//, '')
    .replace(/[^,]*@/g, '')
    .replace(/[/?].*$/, '');
}
