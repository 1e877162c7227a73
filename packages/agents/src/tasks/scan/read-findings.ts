import { scanCandles } from '@atc/core/loop/signals';
import type { Market } from '@atc/core/market';
import type { Finding } from './finding.ts';

/** What the scanner sees in the closed bars of these tokens. */
export function readFindings(market: Market, contracts: readonly string[], now: Date): readonly Finding[] {
  return contracts.flatMap((contract) => scanCandles(market, contract, now));
}
