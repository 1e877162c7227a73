import type { PolicySet } from '../../../../company/policies/index.ts';
import type { Decimal } from '../../../../kernel/money/index.ts';

/** What one node says of itself; null where it did not say. */
export interface NodeFact {
  readonly host: string;
  /** On this machine: a rehearsal's, not the main net's. */
  readonly local: boolean;
  readonly genesis: string | null;
  readonly height: bigint | null;
  readonly slot: bigint | null;
}

/** Everything the preflight looks at, read once. Null means that it could not be read, and fails. */
export interface LiveFacts {
  readonly account: { readonly id: string; readonly cashUsd: Decimal; readonly feesUsd: Decimal };
  /** The account id that the environment confirms. */
  readonly confirmed: string | undefined;
  readonly policies: PolicySet;
  readonly wallet: string;
  readonly dailyUsd: number;
  readonly nodes: readonly NodeFact[];
  readonly lamports: bigint | null;
  readonly cashUsd: Decimal | null;
  /** Contracts of the universe, and those of them that have a fresh price. */
  readonly universe: readonly string[];
  readonly priced: readonly string[];
  /** What 10 USDC would bring of the first token, in base units; null where Jupiter did not say. */
  readonly quote: bigint | null;
  readonly tradingState: string | null;
  readonly openOrders: number;
  readonly openPositions: number;
  /** Settings of the database on which "committed before it is sent" rests. */
  readonly durable: { readonly fsync: boolean; readonly synchronousCommit: boolean };
}
