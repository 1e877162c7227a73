import { demandPolicy, type PolicySet, readPolicies } from '../../company/policies/index.ts';
import type { Tx } from '../../kernel/db/index.ts';
import { Decimal } from '../../kernel/money/index.ts';
import { freshPrice } from '../../market/index.ts';
import { reservationsHeld } from '../caps/index.ts';
import type { DeskContext } from '../context.ts';
import { lockFault } from '../protections/index.ts';
import { moneyFault } from '../venue/index.ts';
import { NO_PRICE, type PurchaseFacts, purchaseFault } from './purchase.ts';

/** What was approved, or intended before, and at which price. */
export type Wanted = Pick<PurchaseFacts, 'contract' | 'since' | 'stopLoss' | 'target'>;

export interface Purchase extends Omit<Wanted, 'contract'> {
  /** Whose reservations pay for it. */
  readonly proposalId: string;
  readonly instrument: { readonly id: string; readonly contract: string; readonly venue: string };
  readonly policies: PolicySet;
}

/**
 * Checks inside the transaction that commits a purchase what may have changed since it was approved: its reservations,
 * its last day, the word for real money, protections and frozen accounts, and the price. Returns the price, or why
 * nothing is bought.
 */
export async function judgePurchase(
  ctx: DeskContext,
  tx: Tx,
  { proposalId, instrument, policies, ...levels }: Purchase,
): Promise<{ readonly price: Decimal } | { readonly refused: string }> {
  if (!(await reservationsHeld(tx, proposalId))) return { refused: 'its reservations are gone' };
  const lock = { instrumentId: instrument.id, now: ctx.clock.now() };
  const shut = moneyFault(ctx.brokers.of(instrument), policies) ?? (await lockFault(tx, lock));
  const facts = factsOf(ctx, { contract: instrument.contract, ...levels }, { shut, policies });
  const fault = purchaseFault(facts);
  return fault === null && facts.price !== null ? { price: new Decimal(facts.price) } : { refused: fault ?? NO_PRICE };
}

/**
 * Returns why a purchase that waited is not sent again; null when it may be. Its order is written down and pays from
 * its reservations: only the market can have left it.
 */
export async function faultOfResend(ctx: DeskContext, wanted: Wanted): Promise<string | null> {
  return purchaseFault(factsOf(ctx, wanted, { shut: null, policies: await readPolicies(ctx.db) }));
}

interface Terms extends Pick<PurchaseFacts, 'shut'> {
  readonly policies: PolicySet;
}

function factsOf({ market, clock }: DeskContext, wanted: Wanted, { shut, policies }: Terms): PurchaseFacts {
  const now = clock.now();
  const maxDrift = demandPolicy(policies, 'trade_limits').max_entry_drift_pct;
  return { ...wanted, now, shut, price: freshPrice(market, wanted.contract, now), maxDrift };
}
