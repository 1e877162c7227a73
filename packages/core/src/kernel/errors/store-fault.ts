import { errorText } from './company-error.ts';

/** Why a store does not do its work: it takes no writes, has no room for them, or cannot be used at all. */
export type StoreFault = 'read_only' | 'full' | 'down';

/** PostgreSQL's and Node's codes. */
const codes: Readonly<Record<string, StoreFault>> = {
  '25006': 'read_only',
  '53100': 'full',
  '53200': 'full',
  ENOSPC: 'full',
  '53300': 'down',
  '53400': 'down',
  '58030': 'down',
  ECONNREFUSED: 'down',
  ECONNRESET: 'down',
  EHOSTUNREACH: 'down',
  ENETUNREACH: 'down',
  ENOTFOUND: 'down',
  EPIPE: 'down',
  ETIMEDOUT: 'down',
  fence_unreachable: 'down',
};
/** Classes of codes: connection exceptions, and a server that stops, starts or has cut us off. */
const CLASS_DOWN = /^(08\w{3}|57P\d{2})$/;

/** What Redis, ioredis and pg say where they give no code. */
const sentences: readonly (readonly [RegExp, StoreFault])[] = [
  [/\bREADONLY\b|\bNOREPLICAS\b/, 'read_only'],
  [/\bOOM\b|\bMISCONF\b/, 'full'],
  [/\b(LOADING|MASTERDOWN|CLUSTERDOWN)\b/, 'down'],
  [/^(Connection (is closed|terminated)|Command timed out|Reached the max retries)/, 'down'],
  [/^(timeout exceeded when trying to connect|Client has encountered a connection error)/, 'down'],
  [/^Stream isn't writeable/, 'down'],
];

const DEEPEST = 6;

/** The fault of a store that an error tells of, whoever wrapped it; null where it tells of none. */
export function storeFaultOf(error: unknown, depth = 0): StoreFault | null {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return null;
  for (const key of ['code', 'originalCode']) {
    const code = key in error ? String(Reflect.get(error, key)) : '';
    const fault = codes[code] ?? (CLASS_DOWN.test(code) ? 'down' : null);
    if (fault) return fault;
  }
  if (error instanceof Error) {
    const text = errorText(error);
    const said = sentences.find(([pattern]) => pattern.test(text));
    if (said) return said[1];
  }
  return partsOf(error).reduce<StoreFault | null>((found, part) => found ?? storeFaultOf(part, depth + 1), null);
}

/** What an error wraps: its cause, several that came together, and where Prisma keeps its driver's. */
function partsOf(error: object): readonly unknown[] {
  const [cause, meta, driver, several] = ['cause', 'meta', 'driverAdapterError', 'errors'].map((key): unknown =>
    Reflect.get(error, key),
  );
  return [cause, meta, driver, ...(Array.isArray(several) ? several : [])];
}
