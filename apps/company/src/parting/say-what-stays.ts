import type { Db } from '@atc/core/kernel/db';
import { sayPrice, sayQuantity } from '@atc/core/kernel/figures';
import { type Left, listLeft } from './store.ts';

/** Says of everything that is held what becomes of it while the company does not run, a line each. */
export async function sayWhatStays(db: Db): Promise<readonly string[]> {
  return (await listLeft(db)).map(sayLeft);
}

/** What protects a position while nobody watches it, in capitals where nothing does. */
export function sayLeft({ symbol, quantity, venue, restsAt, stopQuantity }: Left): string {
  const held = `${sayQuantity(quantity)} ${symbol} stay held`;
  if (!restsAt || !stopQuantity) return `${held}: NOTHING SELLS THEM UNTIL THE COMPANY RUNS AGAIN.`;
  const part = stopQuantity.lt(quantity) ? `${sayQuantity(stopQuantity)} of them` : 'them';
  return `${held}: ${venue} sells ${part} at ${sayPrice(restsAt)}, also while the company does not run.`;
}
