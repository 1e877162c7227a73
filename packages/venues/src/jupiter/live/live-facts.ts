import type { DeskFacts } from '@atc/core/desk/brokers';
import type { Decimal } from '@atc/core/kernel/money';

/** What one node says of itself; null where it did not say. */
export interface NodeFact {
  readonly host: string;
  /** On this machine: a rehearsal's, not the main net's. */
  readonly local: boolean;
  readonly genesis: string | null;
  readonly height: bigint | null;
  readonly slot: bigint | null;
}

/** Everything the preflight of a wallet looks at. Null means that it could not be read, and fails. */
export interface LiveFacts extends DeskFacts {
  readonly wallet: string;
  readonly dailyUsd: number;
  readonly nodes: readonly NodeFact[];
  readonly lamports: bigint | null;
  readonly cashUsd: Decimal | null;
  /** Contracts of the universe that have a fresh price. */
  readonly priced: readonly string[];
  /** What 10 USDC would bring of the first token, in base units; null where Jupiter did not say. */
  readonly quote: bigint | null;
}
