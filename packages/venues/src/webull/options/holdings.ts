import { OPTION_UNITS, occOf } from '@atc/core/desk/instruments';
import { VenueUnknownError } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { WebullContext } from '../adapter/context.ts';
import { heldLeg, type WebullPosition } from '../adapter/wire.ts';

export interface HeldContract {
  readonly contract: string;
  /** Shares, also those that options are on. */
  readonly quantity: Decimal;
}

/** What Webull calls that which is no share. */
const NO_SHARES: ReadonlySet<string> = new Set(['OPTION', 'FUTURES', 'CRYPTO', 'EVENT']);

/**
 * What an account holds of the class that is traded on it, by contract: beside shares an account may hold options of
 * them under the same symbol, which are something else. Throws where an option cannot be told apart from another.
 */
export function heldContracts(
  positions: readonly WebullPosition[],
  assetClass: WebullContext['assetClass'],
): readonly HeldContract[] {
  return assetClass === 'option'
    ? positions.filter(({ instrument_type }) => instrument_type === 'OPTION').map(heldOption)
    : positions
        .filter(({ instrument_type }) => !NO_SHARES.has(instrument_type ?? ''))
        .map(({ symbol, quantity }) => ({ contract: symbol, quantity: new Decimal(quantity) }));
}

function heldOption({ symbol, quantity, legs }: WebullPosition): HeldContract {
  const leg = heldLeg.safeParse(legs?.[0]).data;
  if (!leg || legs?.length !== 1) throw new VenueUnknownError(`webull holds options on ${symbol} that cannot be told`);
  const { symbol: root, option_expire_date: expiresOn, option_type: type, option_exercise_price: strike } = leg;
  demandUnits(leg.option_contract_multiplier);
  return {
    contract: occOf({ root, expiresOn, type, strike: new Decimal(strike) }),
    quantity: new Decimal(quantity).mul(OPTION_UNITS),
  };
}

/** Throws where a contract is about another number of shares than all that are traded here. */
export function demandUnits(multiplier: string | null | undefined): void {
  if (multiplier != null && !new Decimal(multiplier).eq(OPTION_UNITS))
    throw new VenueUnknownError(`webull tells of an option on ${multiplier} shares, which is not counted here`);
}
