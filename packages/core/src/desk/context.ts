import type { KernelContext } from '../kernel/context.ts';
import type { Fence } from '../kernel/db/index.ts';
import type { Market } from '../market/index.ts';
import type { Broker } from './venue/index.ts';

/** What a verb of the trading desk may use. */
export interface DeskContext extends KernelContext {
  readonly market: Market;
  /** The broker of an account, chosen by code from the account's venue. */
  readonly brokers: { of(account: { readonly venue: string }): Broker };
  /** Guards venue calls against a change of the trading state. */
  readonly fence: Fence;
}
