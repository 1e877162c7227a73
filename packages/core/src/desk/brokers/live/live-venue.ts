import type { BaseDb } from '../../../kernel/db/index.ts';
import type { Decimal } from '../../../kernel/money/index.ts';
import type { Market } from '../../market/index.ts';
import type { Broker, Check } from '../../venue/index.ts';
import type { PaperContext } from '../paper/paper-broker.ts';
import type { DeskFacts } from './desk-facts.ts';

export interface LiveQuestion {
  readonly db: BaseDb;
  readonly market: Market;
  readonly account: DeskFacts['account'];
  /** The account id that the environment confirms. */
  readonly confirmed: string | undefined;
}

/** A venue where real money is traded, opened with what the configuration says of it. */
export interface LiveVenue {
  /** What trades there. */
  openBroker(desk: PaperContext): Broker;
  /** The cash of the account there; null where the venue does not say. */
  readCashUsd(): Promise<Decimal | null>;
  /** Every check before it trades. */
  preflight(question: LiveQuestion): Promise<readonly Check[]>;
}
