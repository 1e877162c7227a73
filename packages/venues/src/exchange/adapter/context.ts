import type { Decimal } from '@atc/core/kernel/money';
import type { ExchangeClient } from './exchange-client.ts';
import type { Served } from './served.ts';

/** What our books say was bought of a contract and not sold. */
export interface Booked {
  readonly quantity: Decimal;
  /** How often it was bought: each time a fee may have left a part of a step that cannot be sold. */
  readonly purchases: number;
}

export interface ExchangeContext {
  readonly client: ExchangeClient;
  readonly served: Pick<Served, 'settlingMs' | 'feeCoin' | 'duplicate' | 'stopOrder'>;
  /** What is traded, for example `SOL_USDT`, all quoted in the same dollars. */
  readonly contracts: readonly string[];
  /** The contract of an order of ours, by our id; null for one that is none of ours. */
  readonly contractOf: (clientOrderId: string) => Promise<string | null>;
  readonly bookedOf: (contract: string) => Promise<Booked>;
  /** The instrument of a contract; null for one that we do not know. */
  readonly instrumentOf: (contract: string) => Promise<string | null>;
}

/** A contract as ccxt names the pair. */
export function pairOf(contract: string): string {
  return contract.replace('_', '/');
}
