import type { ListedContract } from '@atc/core/market';
import { contractOf } from '../adapter/contract.ts';
import type { GatewayContract } from '../adapter/wire.ts';

/** `CON.F.US.MES.Z26` → `MES`. */
const ID = /^CON\.F\.[A-Z]+\.([A-Z0-9]+)\.[A-Z]\d+$/;
/** `MESZ6` → `MES`. */
const NAME = /^([A-Z0-9]+?)[A-Z]\d{1,2}$/;

/**
 * The month of a future that is traded now, of what a search found; null where none is, or more than one. It is found
 * anew at every start, so that nobody trades on in a month that has rolled. A month may be named by its id: one that
 * has rolled and is still held has to be watched and sold.
 */
export function frontMonth(symbol: string, found: readonly GatewayContract[]): GatewayContract | null {
  const named = found.find(({ id }) => id === symbol);
  if (named) return contractOf(named) && named;
  const months = found.filter(
    ({ id, name, activeContract }) =>
      activeContract && (ID.exec(id)?.[1] === symbol || NAME.exec(name ?? '')?.[1] === symbol),
  );
  const [only] = months;
  return months.length === 1 && only && contractOf(only) ? only : null;
}

/** How the market lists a month: quantities are units of what is under it. */
export function listedMonth(symbol: string, month: GatewayContract, firstBarAt: Date): ListedContract | null {
  const contract = contractOf(month);
  return (
    contract && {
      contract: contract.id,
      symbol,
      quote: 'USD',
      decimals: contract.units.decimalPlaces(),
      tick: month.tickSize,
      minQuantity: contract.units.toFixed(),
      firstBarAt,
    }
  );
}
