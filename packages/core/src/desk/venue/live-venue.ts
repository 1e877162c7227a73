import type { KernelContext } from '../../kernel/context.ts';
import type { BaseDb } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import type { Market } from '../../market/index.ts';
import type { Broker } from './broker.ts';
import type { Check } from './check.ts';

/** All that a broker may use of the company: there is no place for a key, an address or a client. */
export type BrokerContext = Pick<KernelContext, 'db' | 'clock' | 'dice'> & { readonly market: Market };

/** An account as the preflight looks at it. */
export interface CheckedAccount {
  readonly id: string;
  readonly cashUsd: Decimal;
  /** Fees that were paid from something else than its cash. */
  readonly feesApartUsd: Decimal;
}

export interface LiveQuestion {
  readonly db: BaseDb;
  readonly market: Market;
  readonly account: CheckedAccount;
  /** The account id that the environment confirms. */
  readonly confirmed: string | undefined;
}

/** A venue where real money is traded, opened with what the configuration says of it. */
export interface LiveVenue {
  /** What trades there. */
  openBroker(desk: BrokerContext): Broker;
  /** The cash of the account there; null where the venue does not say. */
  readCashUsd(): Promise<Decimal | null>;
  /** Every check before it trades. */
  preflight(question: LiveQuestion): Promise<readonly Check[]>;
}
