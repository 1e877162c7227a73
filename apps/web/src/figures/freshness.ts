import { MINUTE_MS } from './time.ts';

const SILENT_MS = 20_000;
const OLD_MS = MINUTE_MS;

export interface LinkFacts {
  readonly link: 'connecting' | 'live' | 'lost';
  /** Since something was heard of the company. */
  readonly silentMs: number;
  /** Since the figures of the books were read. */
  readonly readMs: number;
}

export type Freshness = 'connecting' | 'live' | 'stale' | 'lost';

/** Whether what a page shows is so now: nothing that is older than it looks is shown as if it were new. */
export function freshnessOf({ link, silentMs, readMs }: LinkFacts): Freshness {
  if (link === 'lost') return 'lost';
  if (silentMs > SILENT_MS || readMs > OLD_MS) return 'stale';
  return link;
}
