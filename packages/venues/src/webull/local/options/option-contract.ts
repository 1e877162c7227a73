import { type OptionContract, readOption } from '@atc/core/desk/instruments';
import type { Decimal } from '@atc/core/kernel/money';

/** A contract with the OCC symbol that names it. */
export type NamedOption = OptionContract & { readonly occ: string };

/** The contract that an OCC symbol names; null when it is none. */
export function contractNamed(occ: string): NamedOption | null {
  const option = readOption(occ);
  return option && { ...option, occ };
}

/** A price as text, of at least two decimals. */
export function priceText(price: Decimal): string {
  return price.toFixed(Math.max(2, price.decimalPlaces()));
}
