import type { PolicySet } from '../../../company/policies/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';

/** What the preflight looks at wherever real money is traded, read once. Null means that it could not be read, and fails. */
export interface DeskFacts {
  readonly account: { readonly id: string; readonly cashUsd: Decimal; readonly feesUsd: Decimal };
  /** The account id that the environment confirms. */
  readonly confirmed: string | undefined;
  readonly policies: PolicySet;
  /** Contracts of the universe. */
  readonly universe: readonly string[];
  readonly tradingState: string | null;
  readonly openOrders: number;
  readonly openPositions: number;
  /** Settings of the database on which "committed before it is sent" rests. */
  readonly durable: { readonly fsync: boolean; readonly synchronousCommit: boolean };
}
