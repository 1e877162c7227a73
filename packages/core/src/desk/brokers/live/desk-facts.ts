import type { PolicySet } from '../../../company/policies/index.ts';
import type { CheckedAccount } from '../../venue/index.ts';

/**
 * What the preflight looks at wherever real money is traded, read once. Null means that it could not be read, and
 * fails.
 */
export interface DeskFacts {
  readonly account: CheckedAccount;
  /** The account id that the environment confirms. */
  readonly confirmed: string | undefined;
  readonly policies: PolicySet;
  /** Contracts of the universe. */
  readonly universe: readonly string[];
  readonly tradingState: string | null;
  /** Orders under way; stops that rest at a venue are none. */
  readonly openOrders: number;
  readonly openPositions: number;
  /** Contracts that are held and that the market does not list, so that nobody knows their price. */
  readonly unlisted: readonly string[];
  /** Settings of the database on which "committed before it is sent" rests. */
  readonly durable: { readonly fsync: boolean; readonly synchronousCommit: boolean };
}
