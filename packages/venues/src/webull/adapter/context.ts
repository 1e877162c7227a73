import type { WebullClient } from './webull-client.ts';

export interface WebullContext {
  readonly client: WebullClient;
  /** The account at Webull. */
  readonly webullAccountId: string;
  /** What is traded on it. */
  readonly assetClass: 'equity' | 'option';
  /** The instrument of a share or an option that Webull holds; null for one that we do not know. */
  readonly instrumentOf: (contract: string) => Promise<string | null>;
  /** How long an order must be absent, asked at least twice, before its absence is final (machine milliseconds). */
  readonly settlingMs: number;
}
